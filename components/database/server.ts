import { Client, type ClientConfig, Pool } from "pg";
import type { ServerCredentials } from "./credentials";

/** Administration connects to this database; the tenants' own are opened only for the time of a step. */
const MAINTENANCE_DATABASE = "postgres";

/** Long enough for a clone of some GB, short enough that a run does not hang for ever. */
const STATEMENT_TIMEOUT_MS = 10 * 60_000;
const CONNECT_TIMEOUT_MS = 15_000;

const pools = new Map<string, Pool>();

/** One small pool a server and process: the engine may create 32 tenants at once. */
export function maintenancePool(server: ServerCredentials): Pool {
  const key = `${server.host}:${server.port}`;
  let pool = pools.get(key);
  if (pool === undefined) {
    // Idle clients must not keep the provider's process alive, nor a lost one end it.
    pool = new Pool({
      ...adminConfig(server, MAINTENANCE_DATABASE),
      max: 8,
      idleTimeoutMillis: 1_000,
      allowExitOnIdle: true,
    });
    pool.on("error", () => undefined);
    pools.set(key, pool);
  }
  return pool;
}

/** Runs `use` with the platform's role inside one tenant's database, and closes the connection after. */
export function withAdminClient<T>(
  server: ServerCredentials,
  database: string,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  return withClient(adminConfig(server, database), use);
}

/**
 * Runs `use` as the tenant. Whatever touches a database that a tenant has worked in must do so with no more
 * rights than the tenant's own: its triggers and functions run as the caller.
 */
export function withTenantClient<T>(
  server: ServerCredentials,
  tenant: { database: string; role: string; password: string },
  use: (client: Client) => Promise<T>,
): Promise<T> {
  return withClient(
    { ...config(server, tenant.database), user: tenant.role, password: tenant.password },
    use,
  );
}

/** Commits what `run` did, or undoes all of it. */
export async function inTransaction(client: Client, run: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await run();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function withClient<T>(
  settings: ClientConfig,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client(settings);
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

function adminConfig(server: ServerCredentials, database: string): ClientConfig {
  return { ...config(server, database), user: server.adminRole, password: server.password };
}

function config(server: ServerCredentials, database: string): ClientConfig {
  return {
    host: server.host,
    port: server.port,
    database,
    ssl: tls(server.sslMode),
    application_name: "odoo-fleet",
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
  };
}

/** libpq's meaning of the modes: `require` encrypts without asking who answers, `verify-full` asks. */
function tls(mode: ServerCredentials["sslMode"]): ClientConfig["ssl"] {
  switch (mode) {
    case "disable":
      return false;
    case "require":
      return { rejectUnauthorized: false };
    case "verify-full":
      return { rejectUnauthorized: true };
  }
}
