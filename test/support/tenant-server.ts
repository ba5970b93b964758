import { readCredentials } from "../../components/database/credentials";
import type { TenantDatabaseInputs } from "../../components/database/inputs";
import { loadCatalog } from "../../fleet/catalog";
import { templateReference } from "../../fleet/expand";
import { tenantNames } from "../../fleet/naming";
import { type DerivedSecret, deriveSecret } from "../../fleet/secrets";
import { buildTemplate } from "../../sandbox/templates/build";
import { ensureRoles, OWNER_ROLE, PLATFORM_ROLE } from "../../sandbox/templates/roles";
import { startPostgres, type TestPostgres } from "./postgres";
import { Client } from "pg";

const ROOT = process.cwd();
const IMAGE = "docker.io/library/odoo:18.0";
const PLATFORM_PASSWORD = "canary-platform-password";
export const MASTER_SECRET = "canary-master-secret-of-forty-characters";

/** A real PostgreSQL server prepared as a cell's: the platform's roles and some of the catalog's templates. */
export interface TenantServer {
  readonly postgres: TestPostgres;
  readonly credentials: ReturnType<typeof readCredentials>;
  /** The stack configuration that the engine would hand to the provider. */
  readonly configuration: (key: string) => string | undefined;
  inputs(slug: string, changes?: Partial<TenantDatabaseInputs>): TenantDatabaseInputs;
  secret(slug: string, purpose: DerivedSecret["purpose"]): string;
  /** As the Role resource does. */
  createRole(slug: string): Promise<void>;
  /** Runs one statement as the server's superuser, or as `user`. */
  query<Row extends object>(
    database: string,
    sql: string,
    user?: { readonly user: string; readonly password: string },
  ): Promise<Row[]>;
}

export async function startTenantServer(templates: readonly string[]): Promise<TenantServer> {
  const postgres = await startPostgres();
  await ensureRoles(postgres, { platformPassword: PLATFORM_PASSWORD });
  const catalog = loadCatalog(ROOT);
  for (const name of templates) {
    const template = required(catalog.templates[name]);
    const { version, database } = templateReference(name, template, IMAGE);
    await buildTemplate({
      connection: postgres,
      template: { name, version, modules: [...template.modules] },
      database,
      platformRole: PLATFORM_ROLE,
      ownerRole: OWNER_ROLE,
    });
  }
  const values: Record<string, string> = {
    cell: JSON.stringify({
      domain: "dev.odoo-fleet.test",
      kubernetes: { clusterIdentifier: "test" },
      postgres: {
        "shared-1": {
          kind: "shared",
          host: postgres.host,
          port: postgres.port,
          sslMode: "disable",
        },
      },
      dns: { provider: "none" },
      certificates: { email: "ops@odoo-fleet.test" },
    }),
    postgresPasswords: JSON.stringify({ "shared-1": PLATFORM_PASSWORD }),
    masterSecret: MASTER_SECRET,
  };
  const configuration = (key: string): string | undefined => values[key];
  const secret: TenantServer["secret"] = (slug, purpose) =>
    deriveSecret(MASTER_SECRET, { cell: "dev", slug, purpose, rotation: 1 });
  const query: TenantServer["query"] = async <Row extends object>(
    database: string,
    sql: string,
    user: { user: string; password: string } = postgres,
  ) => {
    const client = new Client({ host: postgres.host, port: postgres.port, database, ...user });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    postgres,
    configuration,
    credentials: readCredentials(configuration, {}),
    secret,
    query,
    inputs(slug, changes = {}) {
      const { database, role } = tenantNames("dev", slug);
      const template = changes.templateName ?? required(templates[0]);
      const reference = templateReference(template, required(catalog.templates[template]), IMAGE);
      return {
        server: "shared-1",
        cell: "dev",
        slug,
        database,
        role,
        templateName: template,
        templateVersion: reference.version,
        templateDatabase: reference.database,
        connectionLimit: 16,
        state: "active",
        company: "Acme Trading",
        baseUrl: "https://acme.dev.odoo-fleet.test",
        adminEmail: "ops@acme.example",
        adminLanguage: "en_US",
        adminTimezone: "Europe/Paris",
        adminPasswordRotation: 1,
        passwordRotation: 1,
        ...changes,
      };
    },
    async createRole(slug) {
      const { role } = tenantNames("dev", slug);
      const password = secret(slug, "postgres-role");
      await query(
        "postgres",
        `CREATE ROLE "${role}" LOGIN PASSWORD '${password}' CONNECTION LIMIT 16`,
        {
          user: PLATFORM_ROLE,
          password: PLATFORM_PASSWORD,
        },
      );
    },
  };
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the test asks for what the catalog does not have");
  return value;
}
