import { readFileSync } from "node:fs";
import path from "node:path";
import { type Client, escapeIdentifier } from "pg";
import {
  type BuildOptions,
  type BuildResult,
  buildTemplate,
} from "../../../sandbox/templates/build";
import { type ServerConnection, withClient } from "../../../sandbox/templates/connection";
import { OWNER_ROLE, PLATFORM_ROLE } from "../../../sandbox/templates/roles";

/** The templates of the catalog, by the modules that each declares. */
export const TEMPLATES = {
  blank: ["base", "web", "mail", "contacts"],
  ecommerce: ["website_sale", "contacts"],
  restaurant: ["pos_restaurant", "contacts"],
  services: ["project", "hr_timesheet", "sale_project", "contacts"],
} as const;

export type TemplateName = keyof typeof TEMPLATES;
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];
export const VERSION = "0123456789ab";

export function databaseOf(name: TemplateName): string {
  return `tpl_${name}_${VERSION}`;
}

export function optionsFor(connection: ServerConnection, name: TemplateName): BuildOptions {
  return {
    connection,
    template: { name, version: VERSION, modules: TEMPLATES[name] },
    database: databaseOf(name),
    platformRole: PLATFORM_ROLE,
    ownerRole: OWNER_ROLE,
  };
}

export function build(connection: ServerConnection, name: TemplateName): Promise<BuildResult> {
  return buildTemplate(optionsFor(connection, name));
}

/** A session with the given database, for as long as `use` takes. */
export const within = withClient;

/** One column of text, as PostgreSQL gives it. */
export async function column(
  client: Client,
  sql: string,
  values: unknown[] = [],
): Promise<string[]> {
  const { rows } = await client.query<[string | number | boolean]>({
    text: sql,
    values,
    rowMode: "array",
  });
  return rows.map(([value]) => String(value));
}

/** Clones a sealed template as the superuser, to look inside. */
export async function cloneForReading(
  connection: ServerConnection,
  template: string,
  clone: string,
): Promise<void> {
  await withClient(connection, "postgres", (admin) =>
    admin.query(
      `CREATE DATABASE ${escapeIdentifier(clone)} TEMPLATE ${escapeIdentifier(template)}`,
    ),
  );
}

/**
 * Facts read from four databases that Odoo 18.0 Community itself created, one per template of the catalog.
 *
 * @returns the rows of a file in `odoo-18/` by its header; no field holds a comma but the third of `constraints.csv`,
 * where a semicolon stands for it.
 */
export function odooFacts(file: string): Record<string, string>[] {
  const text = readFileSync(path.join(__dirname, "odoo-18", `${file}.csv`), "utf8").trim();
  const [header = [], ...rows] = text.split("\n").map((line) => line.split(","));
  return rows.map((fields) =>
    Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ""])),
  );
}
