import { type Client, DatabaseError, escapeIdentifier } from "pg";
import { type ServerConnection, withClient } from "./connection";
import { type TemplateContent, type TemplateDefinition, templateContent } from "./content";
import { addonsPath } from "./modules";
import { dropTemplate, isSealed, seal } from "./seal";
import { verifyTemplate } from "./verify";

export interface BuildOptions {
  /** A superuser of the sandbox's server. */
  readonly connection: ServerConnection;
  readonly template: TemplateDefinition;
  /** Physical name of the template database. */
  readonly database: string;
  /** Owns the database and its marker. */
  readonly platformRole: string;
  /** Owns everything else inside. */
  readonly ownerRole: string;
  /** Is told what happens, one line at a time. */
  readonly onProgress?: (line: string) => void;
}

export interface BuildResult {
  readonly database: string;
  /** False when the database was already there, built from the same content and sealed. */
  readonly built: boolean;
  readonly seconds: number;
}

/** The longest name PostgreSQL keeps. */
const NAME_BYTES = 63;

const BUILDING = "_building";

/**
 * Builds the Odoo-shaped database that the sandbox clones tenants from, as production builds a real one: loaded,
 * verified, sealed. The work is done under another name, so a database with the final name is always complete; a run
 * that was killed is made good by the next. A template built from other content is replaced. Builders of the same
 * template wait for each other.
 *
 * @throws when a module or role is unknown, the name is unfit, an SQL file fails, or the result is not fit to be cloned.
 */
export async function buildTemplate(options: BuildOptions): Promise<BuildResult> {
  const { connection, database, platformRole } = options;
  const started = performance.now();
  const progress = (line: string): void => options.onProgress?.(`${database}: ${line}`);
  const result = (built: boolean): BuildResult => ({
    database,
    built,
    seconds: (performance.now() - started) / 1000,
  });
  checkName(database);
  const content = templateContent(options.template);
  const sealed = { hash: content.hash, platformRole };

  return withClient(connection, "postgres", async (admin) => {
    // Held by this session, so a killed builder lets go of it.
    await admin.query(
      "SELECT pg_advisory_lock(hashtextextended('odoo-fleet template ' || $1, 0))",
      [database],
    );
    if (await isSealed(admin, database, sealed)) return result(false);

    const building = `${database}${BUILDING}`;
    await dropTemplate(admin, building);
    await createDatabase(admin, building, options);
    await withClient(connection, building, (client) => fill(client, options, content, progress));
    await seal(admin, building, sealed);
    await dropTemplate(admin, database);
    await admin.query(
      `ALTER DATABASE ${escapeIdentifier(building)} RENAME TO ${escapeIdentifier(database)}`,
    );
    progress(`sealed, ${await prettySize(admin, database)}`);
    return result(true);
  });
}

function checkName(database: string): void {
  if (!/^[a-z_][a-z0-9_]*$/.test(database) || database.length + BUILDING.length > NAME_BYTES) {
    throw new Error(
      `"${database}" cannot name a template database: use at most ${NAME_BYTES - BUILDING.length} ` +
        "lower-case letters, digits and underscores",
    );
  }
}

async function createDatabase(
  admin: Client,
  database: string,
  { platformRole, ownerRole }: BuildOptions,
): Promise<void> {
  const { rows } = await admin.query<{ missing: string }>(
    `SELECT role AS missing FROM unnest($1::text[]) AS role
     WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role)`,
    [[platformRole, ownerRole]],
  );
  if (rows.length > 0) {
    const missing = rows.map((row) => row.missing).join(", ");
    throw new Error(`the server has no role ${missing}: call ensureRoles before buildTemplate`);
  }
  // The owner role owns the database while it is filled, as the login of a real build does: it may then create
  // pg_trgm. Encoding and collation are those that Odoo creates a database with.
  await admin.query(
    `CREATE DATABASE ${escapeIdentifier(database)} OWNER ${escapeIdentifier(ownerRole)}
     TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'`,
  );
}

async function fill(
  client: Client,
  options: BuildOptions,
  content: TemplateContent,
  progress: (line: string) => void,
): Promise<void> {
  client.on("notice", (notice) => {
    progress(notice.message ?? "notice");
  });
  progress(`installing ${content.installed.length} modules`);
  await client.query(`SET ROLE ${escapeIdentifier(options.ownerRole)}`);
  await client.query("BEGIN");
  await describeModules(client, content.installed);
  for (const { name, text } of content.files) {
    await client.query(text).catch((error: unknown) => {
      throw new Error(`sandbox/templates/sql/${name} failed: ${explain(error, text)}`, {
        cause: error,
      });
    });
  }
  await client.query("COMMIT");
  await client.query("RESET ROLE");
  await client.query("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
  await writeMarker(client, options);
  await client.query("VACUUM ANALYZE");
  const { modules } = options.template;
  await verifyTemplate(client, { modules, ownerRole: options.ownerRole });
  progress("verified");
}

/** Tells the SQL files what this template has: they read it as `pg_temp.module`. */
async function describeModules(client: Client, installed: readonly string[]): Promise<void> {
  await client.query(
    `CREATE TEMPORARY TABLE module (
       position integer, name text PRIMARY KEY, depends text[], auto boolean, app boolean, installed boolean)`,
  );
  const modules = addonsPath.map(({ name, depends, auto, app }, position) => ({
    ...{ position, name, depends, app },
    auto: auto !== undefined,
    installed: installed.includes(name),
  }));
  await client.query(
    "INSERT INTO module SELECT * FROM jsonb_populate_recordset(NULL::module, $1::jsonb)",
    [JSON.stringify(modules)],
  );
}

/** The row every clone inherits, and by which provisioning knows that a database is ours and how far it has come. */
async function writeMarker(
  client: Client,
  { platformRole, template }: Pick<BuildOptions, "platformRole" | "template">,
): Promise<void> {
  const platform = escapeIdentifier(platformRole);
  await client.query(
    `CREATE SCHEMA odoo_fleet AUTHORIZATION ${platform};
     REVOKE ALL ON SCHEMA odoo_fleet FROM PUBLIC;
     CREATE TABLE odoo_fleet.marker (
       singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
       template text NOT NULL,
       template_version text NOT NULL,
       tenant text,
       secured_at timestamptz,
       provider_version integer
     );
     ALTER TABLE odoo_fleet.marker OWNER TO ${platform}`,
  );
  await client.query("INSERT INTO odoo_fleet.marker (template, template_version) VALUES ($1, $2)", [
    template.name,
    template.version,
  ]);
}

async function prettySize(admin: Client, database: string): Promise<string> {
  const { rows } = await admin.query<{ size: string }>(
    "SELECT pg_size_pretty(pg_database_size($1)) AS size",
    [database],
  );
  return rows[0]?.size ?? "";
}

/** The server's words, with the line of the file that they are about. */
function explain(error: unknown, text: string): string {
  if (!(error instanceof DatabaseError)) return String(error);
  const where =
    error.position === undefined
      ? (error.where ?? "")
      : `line ${text.slice(0, Number(error.position)).split("\n").length}`;
  return `${error.message} (SQLSTATE ${error.code ?? "unknown"}) ${where}`.trim();
}
