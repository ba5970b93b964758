import type { Client } from "pg";

/** A query whose every row is a fault, in one column of text. */
interface Check {
  readonly fault: string;
  /** The check is left out where the template's modules do not bring this table. */
  readonly table?: string;
  readonly sql: string;
}

/** What may not be in a template, because every clone would share it. */
const EMPTY_TABLES: Readonly<Record<string, string>> = {
  ir_mail_server: "a mail server",
  fetchmail_server: "an incoming mail server",
  res_users_apikeys: "an API key",
  auth_totp_device: "a trusted device",
  iap_account: "an account with Odoo's paid services",
  account_move: "an invoice or journal entry",
  sale_order: "a sales order",
  pos_order: "a shop's order",
  stock_picking: "a transfer of goods",
};

const CHECKS: readonly Check[] = [
  {
    fault: "a module is about to change its state",
    sql: `SELECT name || ' is ' || state FROM ir_module_module
          WHERE state NOT IN ('installed', 'uninstalled', 'uninstallable')`,
  },
  {
    fault: "new files would not be stored in the database: ir_attachment.location is not db",
    sql: `SELECT 'ir_attachment.location' WHERE NOT EXISTS (
            SELECT FROM ir_config_parameter WHERE key = 'ir_attachment.location' AND value = 'db')`,
  },
  {
    fault: "a file is not in the database",
    sql: `SELECT id || ' ' || name FROM ir_attachment
          WHERE type = 'binary' AND (store_fname IS NOT NULL OR db_datas IS NULL)`,
  },
  {
    fault: "an asset bundle belongs to one version of the image",
    sql: "SELECT url FROM ir_attachment WHERE url LIKE '/web/assets/%'",
  },
  {
    fault: "a user is not one of the five that Odoo creates",
    sql: `SELECT login FROM res_users
          WHERE login NOT IN ('__system__', 'admin', 'default', 'public', 'portaltemplate')`,
  },
  {
    fault: "the administrator's password is not a hash",
    sql: "SELECT login FROM res_users WHERE id = 2 AND password NOT LIKE '$pbkdf2-sha512$%'",
  },
  {
    fault: "a user's two-factor secret would be every clone's",
    table: "auth_totp_device",
    sql: "SELECT login FROM res_users WHERE totp_secret IS NOT NULL",
  },
  {
    fault: "anybody may create objects",
    sql: "SELECT 'schema public' WHERE has_schema_privilege('public', 'public', 'CREATE')",
  },
  ...Object.entries(EMPTY_TABLES).map(([table, thing]) => ({
    fault: `there is ${thing}`,
    table,
    sql: `SELECT format('${table} %s', id) FROM ${table}`,
  })),
];

const MODULES_MISSING = `
  SELECT declared FROM unnest($1::text[]) AS declared
  WHERE NOT EXISTS (SELECT FROM ir_module_module WHERE name = declared AND state = 'installed')`;

/** Relations, functions and types with an owner of their own, but for an extension's members. */
const FOREIGN_OBJECTS = `
  SELECT pg_describe_object(classid, objid, 0)
  FROM (
    SELECT 'pg_class'::regclass AS classid, oid AS objid, relowner AS owner, relnamespace AS schema FROM pg_class
    UNION ALL SELECT 'pg_proc'::regclass, oid, proowner, pronamespace FROM pg_proc
    UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typnamespace FROM pg_type WHERE typtype IN ('d', 'e', 'r')
  ) AS object
  WHERE schema = 'public'::regnamespace AND owner <> $1::text::regrole
    AND NOT EXISTS (
      SELECT FROM pg_depend
      WHERE (pg_depend.classid, pg_depend.objid, deptype) = (object.classid, object.objid, 'e'))`;

/**
 * Looks at a finished template as production does before it seals one.
 *
 * @throws with every fault at once, each with the first few things that are at fault.
 */
export async function verifyTemplate(
  client: Client,
  expected: { readonly modules: readonly string[]; readonly ownerRole: string },
): Promise<void> {
  const faults: string[] = [];
  const inspect = async (fault: string, sql: string, parameters: unknown[] = []): Promise<void> => {
    const { rows } = await client.query<[string]>({
      text: sql,
      values: parameters,
      rowMode: "array",
    });
    if (rows.length === 0) return;
    const shown = rows.slice(0, 5).map(([thing]) => thing);
    const more = rows.length > shown.length ? `, and ${rows.length - shown.length} more` : "";
    faults.push(`${fault}: ${shown.join(", ")}${more}`);
  };

  await inspect("a declared module is not installed", MODULES_MISSING, [expected.modules]);
  await inspect(`an object is not owned by ${expected.ownerRole}`, FOREIGN_OBJECTS, [
    expected.ownerRole,
  ]);
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace",
  );
  const tables = new Set(rows.map(({ name }) => name));
  for (const { fault, table, sql } of CHECKS) {
    if (table === undefined || tables.has(table)) await inspect(fault, sql);
  }
  if (faults.length > 0) {
    throw new Error(`the template is not fit to be cloned:\n- ${faults.join("\n- ")}`);
  }
}
