import type { ConnectionOptions } from "node:tls";
import { Pool } from "pg";
import type { Failure, InputRules, InputsOf } from "../service/inputs";
import type { Properties } from "../service/wire";

const SSL_MODES = ["disable", "require", "verify-ca", "verify-full"];

/** The official provider's settings that the stand-in knows, with their defaults. */
export const settings = {
  host: { type: "string", required: true },
  port: { type: "number", default: 5432 },
  database: { type: "string", default: "postgres" },
  username: { type: "string", default: "postgres" },
  password: { type: "string" },
  sslmode: { type: "string", default: "require" },
  /** Whether `username` is a superuser; if so, the provider insists on it. */
  superuser: { type: "boolean", default: true },
  /** Seconds. */
  connectTimeout: { type: "number", default: 180 },
  maxConnections: { type: "number", default: 20 },
} as const satisfies InputRules;

export type Settings = InputsOf<typeof settings>;

export function checkSettings(given: Properties): readonly Failure[] {
  const { sslmode } = given;
  if (typeof sslmode !== "string" || SSL_MODES.includes(sslmode)) return [];
  return [{ property: "sslmode", reason: `must be one of ${SSL_MODES.join(", ")}` }];
}

/** Opens no connection before the first query. */
export function connect(given: Settings): Pool {
  const pool = new Pool({
    host: given.host,
    port: given.port,
    database: given.database,
    user: given.username,
    password: given.password,
    ssl: tls(given.sslmode),
    connectionTimeoutMillis: given.connectTimeout * 1000,
    max: given.maxConnections,
    application_name: "odoo-fleet stand-in for @pulumi/postgresql",
  });
  // A connection that breaks while idle is replaced by the next query; without a listener it would end the process.
  pool.on("error", () => undefined);
  return pool;
}

/** libpq's modes: https://www.postgresql.org/docs/current/libpq-ssl.html */
function tls(mode: string): ConnectionOptions | false {
  switch (mode) {
    case "disable":
      return false;
    case "require":
      return { rejectUnauthorized: false };
    case "verify-ca":
      return { rejectUnauthorized: true, checkServerIdentity: () => undefined };
    default:
      return { rejectUnauthorized: true };
  }
}
