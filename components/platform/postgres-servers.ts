import * as postgresql from "@pulumi/postgresql";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../stack-config";

/** The administrative side of the cell's Postgres servers: one provider each, as the platform's role. */
export class PostgresServers extends pulumi.ComponentResource {
  private readonly providers: ReadonlyMap<string, postgresql.Provider>;

  constructor(name: string, config: StackConfig, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:platform:PostgresServers", name, {}, opts);
    this.providers = new Map(
      Object.entries(config.settings.postgres).map(([server, settings]) => [
        server,
        new postgresql.Provider(
          `${name}-${server}`,
          {
            host: settings.host,
            port: settings.port,
            username: settings.adminRole,
            password: config.postgresPassword(server),
            sslmode: settings.sslMode,
            // The platform's role is no superuser: see docs/operator.md.
            superuser: false,
          },
          { parent: this },
        ),
      ]),
    );
    this.registerOutputs();
  }

  /** @throws when the settings have no such server; the loader reports that before, with its line. */
  provider(server: string): postgresql.Provider {
    const provider = this.providers.get(server);
    if (provider === undefined) throw new Error(`the cell has no Postgres server "${server}"`);
    return provider;
  }
}
