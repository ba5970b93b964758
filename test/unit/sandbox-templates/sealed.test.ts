import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServerConnection } from "../../../sandbox/templates/connection";
import { ensureRoles } from "../../../sandbox/templates/roles";
import { startPostgres, type TestPostgres } from "../../support/postgres";
import { build, column, databaseOf, TEMPLATE_NAMES, VERSION, within } from "./support";

const TENANT_ROLE = "t_aaaaaaaaaaaa";

let server: TestPostgres;
let platform: ServerConnection;

beforeAll(async () => {
  server = await startPostgres();
  await ensureRoles(server, { platformPassword: "correct horse" });
  platform = { ...server, user: "platform", password: "correct horse" };
  for (const name of TEMPLATE_NAMES) await build(server, name);
  await within(platform, "postgres", async (client) => {
    await client.query(`CREATE ROLE ${TENANT_ROLE} LOGIN PASSWORD 'tenant'`);
    await client.query(`GRANT ${TENANT_ROLE} TO platform`);
  });
}, 120_000);

afterAll(() => server.stop());

/** Every object outside an extension that template_owner owns, as the ALTER that gives it to the tenant. */
const HANDOVER = `
  SELECT format('ALTER %s %s OWNER TO ${TENANT_ROLE}', kind, object)
  FROM (
    SELECT oid, 'pg_class'::regclass AS catalog, relowner AS owner, oid::regclass::text AS object,
      CASE relkind WHEN 'r' THEN 'TABLE' WHEN 'v' THEN 'VIEW' WHEN 'S' THEN 'SEQUENCE' END AS kind
    FROM pg_class
    UNION ALL
    SELECT oid, 'pg_proc'::regclass, proowner, oid::regprocedure::text, 'FUNCTION' FROM pg_proc
  ) AS owned
  WHERE kind IS NOT NULL AND owner = 'template_owner'::regrole
    AND NOT EXISTS (
      SELECT FROM pg_depend
      WHERE classid = catalog AND objid = owned.oid AND deptype IN ('e', 'a', 'i')
        AND refclassid IN ('pg_extension'::regclass, 'pg_class'::regclass))`;

/** Who owns relations, functions and types outside the system's schemas. */
const OWNERS = `
  SELECT DISTINCT pg_get_userbyid(owner) || ' in ' || schema::regnamespace
  FROM (
    SELECT oid, 'pg_class'::regclass AS catalog, relowner AS owner, relnamespace AS schema FROM pg_class
    UNION ALL SELECT oid, 'pg_proc'::regclass, proowner, pronamespace FROM pg_proc
  ) AS object
  WHERE schema IN ('public'::regnamespace, 'odoo_fleet'::regnamespace)
    AND NOT EXISTS (
      SELECT FROM pg_depend WHERE classid = catalog AND objid = object.oid AND deptype = 'e')
  ORDER BY 1`;

describe.each(TEMPLATE_NAMES)("the sealed %s template", (name) => {
  const clone = `t_clone_${name}`;
  const inClone = <T>(use: (client: Client) => Promise<T>): Promise<T> =>
    within(platform, clone, use);

  it("belongs to the platform and is closed to everybody", async () => {
    const found = await within(server, "postgres", (client) =>
      column(
        client,
        `SELECT concat_ws(' ', pg_get_userbyid(datdba), datistemplate, datallowconn, datacl)
         FROM pg_database WHERE datname = $1`,
        [databaseOf(name)],
      ),
    );
    expect(found).toEqual(["platform t f {platform=CTc/platform}"]);
  });

  it.each(["the superuser", "its owner"])("refuses a connection of %s", async (who) => {
    const login = who === "its owner" ? platform : server;
    await expect(within(login, databaseOf(name), () => Promise.resolve())).rejects.toMatchObject({
      code: "55000",
    });
  });

  it("can be cloned by the platform role, which is no superuser", async () => {
    await within(platform, "postgres", (client) =>
      client.query(`CREATE DATABASE ${clone} TEMPLATE ${databaseOf(name)}`),
    );
    const marker = await inClone((client) =>
      column(client, "SELECT row_to_json(marker) FROM odoo_fleet.marker"),
    );
    expect(marker).toHaveLength(1);
    const rows = await inClone((client) => client.query("SELECT * FROM odoo_fleet.marker"));
    expect(rows.rows).toEqual([
      {
        singleton: true,
        template: name,
        template_version: VERSION,
        tenant: null,
        secured_at: null,
        provider_version: null,
      },
    ]);
  });

  it("has objects of template_owner only, but for the marker, which is the platform's", async () => {
    const owners = await inClone((client) => column(client, OWNERS));
    expect(owners).toEqual(["platform in odoo_fleet", "template_owner in public"]);
    const open = await inClone((client) =>
      column(
        client,
        `SELECT has_schema_privilege('public', 'odoo_fleet', 'USAGE')
                OR has_table_privilege('public', 'odoo_fleet.marker', 'SELECT')`,
      ),
    );
    expect(open).toEqual(["false"]);
  });

  it("lets the platform role hand the objects of a clone to a tenant, one by one", async () => {
    await inClone(async (client) => {
      await client.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${TENANT_ROLE}`);
      const statements = await column(client, HANDOVER);
      expect(statements.length).toBeGreaterThan(100);
      await client.query(statements.join(";\n"));
      expect(await column(client, OWNERS)).toEqual([
        "platform in odoo_fleet",
        `${TENANT_ROLE} in public`,
      ]);
    });
    const tenant = { ...server, user: TENANT_ROLE, password: "tenant" };
    await within(tenant, clone, async (client) => {
      await client.query("ALTER TABLE res_partner ADD COLUMN x_custom varchar");
      await client.query("SELECT nextval('base_registry_signaling'), immutable_unaccent('é')");
      await expect(client.query("SELECT * FROM odoo_fleet.marker")).rejects.toMatchObject({
        code: "42501",
      });
    });
  });
});
