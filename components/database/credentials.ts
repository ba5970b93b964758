import { deriveSecret, type DerivedSecret } from "../../fleet/secrets";
import {
  parseSettings,
  type ResolvedPostgresServer,
  resolveReference,
  resolveSettings,
} from "../../fleet/settings";

/** How the provider reaches the cell's Postgres servers. Lives in the provider's process only. */
export interface Credentials {
  /** @throws when the settings have no such server or the configuration no password for it. */
  server(name: string): ServerCredentials;
  tenantSecret(secret: DerivedSecret): string;
}

export interface ServerCredentials extends ResolvedPostgresServer {
  readonly name: string;
  readonly password: string;
}

/**
 * Reads what the provider needs from the stack's configuration, which the engine hands to `configure`.
 * Nothing is read before it is needed, so a preview works without a password.
 */
export function readCredentials(
  read: (key: string) => string | undefined,
  environment: NodeJS.ProcessEnv,
): Credentials {
  const require = (key: string): string => {
    const value = read(key);
    if (value === undefined) throw new Error(`the stack's configuration has no odoo-fleet:${key}`);
    return value;
  };
  return {
    server(name) {
      const cell: unknown = JSON.parse(require("cell"));
      const server = resolveSettings(parseSettings(cell), environment).postgres[name];
      if (server === undefined) {
        throw new Error(`odoo-fleet:cell.postgres has no server "${name}"`);
      }
      const passwords = JSON.parse(require("postgresPasswords")) as Record<string, string>;
      const password = passwords[name];
      if (password === undefined) {
        throw new Error(`odoo-fleet:postgresPasswords has no entry for server "${name}"`);
      }
      return { ...server, name, password: resolveReference(password, environment) };
    },
    tenantSecret: (secret) =>
      deriveSecret(resolveReference(require("masterSecret"), environment), secret),
  };
}
