import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureRoles } from "../../../sandbox/templates/roles";
import { startPostgres, type TestPostgres } from "../../support/postgres";
import {
  build,
  cloneForReading,
  column,
  databaseOf,
  odooFacts,
  TEMPLATE_NAMES,
  within,
} from "./support";

let server: TestPostgres;

beforeAll(async () => {
  server = await startPostgres();
  await ensureRoles(server, { platformPassword: "platform" });
  for (const name of TEMPLATE_NAMES) {
    await build(server, name);
    await cloneForReading(server, databaseOf(name), name);
  }
}, 120_000);

afterAll(() => server.stop());

/** The facts about one template's tables, one per line. */
function facts(file: string, template: string, line: string[]): string[] {
  return odooFacts(file)
    .filter(({ templates }) => templates?.split(" ").includes(template))
    .map((row) => line.map((field) => row[field]).join(" | "))
    .sort();
}

const TABLES = [...new Set(odooFacts("columns").map(({ table }) => table))];

const COLUMNS = `
  SELECT concat_ws(' | ', table_name, attname, format_type(atttypid, atttypmod), attnotnull::text,
                   coalesce(pg_get_expr(adbin, adrelid), ''))
  FROM unnest($1::text[]) AS table_name
  JOIN pg_attribute ON attrelid = to_regclass(table_name) AND attnum > 0 AND NOT attisdropped
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum`;

const CONSTRAINTS = `
  SELECT concat_ws(' | ', table_name, contype, replace(pg_get_constraintdef(pg_constraint.oid), ', ', '; '))
  FROM unnest($1::text[]) AS table_name
  JOIN pg_constraint ON conrelid = to_regclass(table_name) AND contype IN ('p', 'u', 'f', 'c')`;

describe.each(TEMPLATE_NAMES)("the %s template", (name) => {
  const inside = <T>(use: (client: Client) => Promise<T>): Promise<T> => within(server, name, use);

  it("has the columns of a real Odoo, with their types, NOT NULLs and defaults", async () => {
    const found = await inside((client) => column(client, COLUMNS, [TABLES]));
    const line = ["table", "column", "type", "not_null", "default"];
    expect(found.sort()).toEqual(facts("columns", name, line));
  });

  it("has the keys, references and checks of a real Odoo", async () => {
    const found = await inside((client) => column(client, CONSTRAINTS, [TABLES]));
    expect(found.sort()).toEqual(facts("constraints", name, ["table", "kind", "definition"]));
  });

  it("has the installed modules of a real Odoo, and the others on the addons path uninstalled", async () => {
    const states = await inside((client) =>
      column(client, "SELECT name || ' ' || state FROM ir_module_module ORDER BY name"),
    );
    const installed = states
      .filter((row) => row.endsWith(" installed"))
      .map((row) => row.split(" ")[0]);
    const real = odooFacts("modules").filter(({ template }) => template === name);
    expect(installed).toEqual(real.map(({ module }) => module).sort());
    expect(states).toContain("crm uninstalled");
  });

  it("has the external identifiers that provisioning looks records up by", async () => {
    const found = await inside((client) =>
      column(
        client,
        "SELECT format('%s | %s.%s | %s', model, module, name, res_id) FROM ir_model_data",
      ),
    );
    const real = odooFacts("external-ids").map((row) => Object.values(row).join(" | "));
    expect(found).toEqual(expect.arrayContaining(real));
  });

  it("gives new rows ids that are free", async () => {
    const next = await inside((client) =>
      column(
        client,
        `SELECT nextval(pg_get_serial_sequence(name, 'id'))
         FROM unnest(ARRAY['res_company', 'res_users', 'res_partner']) AS name`,
      ),
    );
    expect(next).toEqual(["2", "6", "7"]);
  });

  it("has a view, a function and the sequences by which Odoo's processes signal", async () => {
    const found = await inside((client) =>
      column(
        client,
        `SELECT viewname FROM pg_views WHERE viewname = 'res_device'
         UNION ALL SELECT proname FROM pg_proc WHERE proname = 'immutable_unaccent'
         UNION ALL SELECT sequencename FROM pg_sequences
                   WHERE sequencename LIKE 'base\\_%\\_signaling%' AND last_value = 1`,
      ),
    );
    expect(found.sort()).toEqual([
      "base_cache_signaling_assets",
      "base_cache_signaling_default",
      "base_cache_signaling_groups",
      "base_cache_signaling_routing",
      "base_cache_signaling_templates",
      "base_registry_signaling",
      "immutable_unaccent",
      "res_device",
    ]);
  });

  it("has pg_trgm exactly where the server offers it", async () => {
    const names = (catalog: string, name: string): Promise<string[]> =>
      inside((client) =>
        column(client, `SELECT ${name} FROM ${catalog} WHERE ${name} = 'pg_trgm'`),
      );
    expect(await names("pg_extension", "extname")).toEqual(
      await names("pg_available_extensions", "name"),
    );
  });
});

it("gives the ecommerce template the system parameters of a real one, and keeps its files in the database", async () => {
  const found = await within(server, "ecommerce", (client) =>
    column(client, "SELECT key || '=' || value FROM ir_config_parameter"),
  );
  const random = /^database\.(create_date|secret|uuid)=/;
  const real = odooFacts("config-parameters-ecommerce").map(({ key, value }) => `${key}=${value}`);
  expect(found.filter((row) => !random.test(row)).sort()).toEqual(
    [...real.filter((row) => !random.test(row)), "ir_attachment.location=db"].sort(),
  );
  expect(found.filter((row) => random.test(row))).toHaveLength(3);
});

it("gives every template its own secret, identifier and administrator's password", async () => {
  const secrets = await Promise.all(
    TEMPLATE_NAMES.map((name) =>
      within(server, name, (client) =>
        column(
          client,
          `SELECT value FROM ir_config_parameter WHERE key IN ('database.secret', 'database.uuid')
           UNION ALL SELECT password FROM res_users WHERE id = 2`,
        ),
      ),
    ),
  );
  expect(new Set(secrets.flat()).size).toBe(3 * TEMPLATE_NAMES.length);
});

it("writes the administrator's password as Odoo writes a hash, and nobody else's", async () => {
  const passwords = await within(server, "blank", (client) =>
    column(client, "SELECT login || ' ' || password FROM res_users WHERE password IS NOT NULL"),
  );
  expect(passwords).toHaveLength(1);
  expect(passwords[0]).toMatch(
    /^admin \$pbkdf2-sha512\$600000\$[A-Za-z0-9./]{22}\$[A-Za-z0-9./]{86}$/,
  );
});

it("has several megabytes of rows: 8 MB at least in blank, 12 MB in the others", async () => {
  for (const name of TEMPLATE_NAMES) {
    const [size] = await within(server, name, (client) =>
      column(
        client,
        `SELECT sum(pg_total_relation_size(oid)) FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
      ),
    );
    expect(Number(size) / 2 ** 20, name).toBeGreaterThan(name === "blank" ? 8 : 12);
  }
});
