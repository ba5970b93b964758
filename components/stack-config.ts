import * as pulumi from "@pulumi/pulumi";
import { type DerivedSecret, deriveSecret } from "../fleet/secrets";
import {
  parseSettings,
  type ResolvedCellSettings,
  resolveReference,
  resolveSettings,
} from "../fleet/settings";

/** What `Pulumi.<stack>.yaml` holds: the cell's settings in the clear, everything else as secret outputs. */
export interface StackConfig {
  readonly settings: ResolvedCellSettings;
  /** Password of the platform's admin role on one Postgres server, by the server's name in the settings. */
  postgresPassword(server: string): pulumi.Output<string>;
  cloudflareApiToken(): pulumi.Output<string>;
  /** A tenant's secret, derived from the master secret: the same on every run, stored nowhere. */
  tenantSecret(secret: DerivedSecret): pulumi.Output<string>;
}

/**
 * Reads the stack's configuration.
 *
 * @throws FleetError when `odoo-fleet:cell` is not valid or names environment variables that are not set;
 *   pulumi's own error when a key is missing.
 */
export function readStackConfig(environment: NodeJS.ProcessEnv): StackConfig {
  const config = new pulumi.Config();
  const secret = (key: string): pulumi.Output<string> =>
    config.requireSecret(key).apply((value) => resolveReference(value, environment));
  return {
    settings: resolveSettings(parseSettings(config.requireObject("cell")), environment),
    postgresPassword: (server) =>
      config.requireSecretObject<Record<string, string>>("postgresPasswords").apply((passwords) => {
        const password = passwords[server];
        if (password === undefined) throw new MissingPostgresPassword(server);
        return resolveReference(password, environment);
      }),
    cloudflareApiToken: () => secret("cloudflareApiToken"),
    tenantSecret: (derived) =>
      secret("masterSecret").apply((master) => deriveSecret(master, derived)),
  };
}

/** A server of the settings has no password in the stack's configuration. */
export class MissingPostgresPassword extends Error {
  constructor(server: string) {
    super(
      `odoo-fleet:postgresPasswords has no entry for server "${server}": set it with ` +
        `pulumi config set --secret --path 'odoo-fleet:postgresPasswords["${server}"]'`,
    );
    this.name = "MissingPostgresPassword";
  }
}
