import { type Client, escapeLiteral } from "pg";
import { Refusal } from "./errors";

/**
 * Gives the tenant's role every object of this database that the template's owner owned, one ALTER each.
 *
 * Never `REASSIGN OWNED`: it also hands over the owner's *databases*, all templates among them (reproduced in
 * reference/odoo-tenancy §0.2). PostgreSQL's own dependency table tells what there is. Sequences that belong to
 * a column follow their table; members of an extension and the extension itself stay as they are.
 *
 * @throws Refusal naming an object that could not be handed over.
 */
export async function handOver(client: Client, role: string): Promise<void> {
  await client.query(`DO $handover$
DECLARE
  statement text;
BEGIN
  FOR statement IN
    ${OWNED_OBJECTS}
    SELECT format(alter_template, identity, ${escapeLiteral(role)}) FROM owned WHERE alter_template IS NOT NULL
  LOOP
    EXECUTE statement;
  END LOOP;
END
$handover$`);
  const { rows } = await client.query<{ kind: string; identity: string }>(
    `${OWNED_OBJECTS} SELECT kind, identity FROM owned ORDER BY kind, identity LIMIT 5`,
  );
  if (rows.length > 0) {
    const left = rows.map(({ kind, identity }) => `${kind} ${identity}`).join(", ");
    throw new Refusal(`the template holds objects that cannot be handed over: ${left}`);
  }
}

/** The role that owns what is inside a template; no one can log in as it. */
const TEMPLATE_OWNER = "template_owner";

/** `pg_identify_object` gives quoted names, ready to stand in a statement. */
const OWNED_OBJECTS = `
WITH owned AS (
  SELECT o.type AS kind, o.identity,
         CASE o.type
           WHEN 'table' THEN 'ALTER TABLE %s OWNER TO %I'
           WHEN 'view' THEN 'ALTER VIEW %s OWNER TO %I'
           WHEN 'materialized view' THEN 'ALTER MATERIALIZED VIEW %s OWNER TO %I'
           WHEN 'foreign table' THEN 'ALTER FOREIGN TABLE %s OWNER TO %I'
           WHEN 'sequence' THEN 'ALTER SEQUENCE %s OWNER TO %I'
           WHEN 'function' THEN 'ALTER FUNCTION %s OWNER TO %I'
           WHEN 'procedure' THEN 'ALTER PROCEDURE %s OWNER TO %I'
           WHEN 'aggregate' THEN 'ALTER AGGREGATE %s OWNER TO %I'
           WHEN 'type' THEN 'ALTER TYPE %s OWNER TO %I'
           WHEN 'schema' THEN 'ALTER SCHEMA %s OWNER TO %I'
           WHEN 'statistics object' THEN 'ALTER STATISTICS %s OWNER TO %I'
           WHEN 'large object' THEN 'ALTER LARGE OBJECT %s OWNER TO %I'
         END AS alter_template
    FROM pg_shdepend s
    CROSS JOIN LATERAL pg_identify_object(s.classid, s.objid, s.objsubid) o
   WHERE s.refclassid = 'pg_authid'::regclass AND s.deptype = 'o'
     AND s.refobjid = '${TEMPLATE_OWNER}'::regrole
     AND s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
     AND s.classid <> 'pg_extension'::regclass
     AND NOT EXISTS (
       SELECT 1 FROM pg_depend d
        WHERE d.classid = s.classid AND d.objid = s.objid
          AND (d.deptype = 'e' OR (d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))))
)`;
