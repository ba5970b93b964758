import type { ResolvedCellSettings, ResolvedPostgresServer } from "../../fleet/settings";
import type { TenantSpec } from "../../fleet/spec";

/** What odoo.conf needs beyond the tenant's spec. */
export interface OdooConfArgs {
  readonly spec: TenantSpec;
  readonly server: ResolvedPostgresServer;
  readonly mail: ResolvedCellSettings["mail"];
  readonly role: string;
  readonly password: string;
  /** Odoo's database manager password; the manager is off, this keeps its default (`admin`) out. */
  readonly masterPassword: string;
}

/** Where the filestore's volume is mounted. */
export const DATA_DIR = "/var/lib/odoo";

export const HTTP_PORT = 8069;

/** Where the evented process listens for the websocket, if there are workers. */
export const GEVENT_PORT = 8072;

/**
 * The tenant's odoo.conf. It holds passwords: it belongs into a Secret and nowhere else.
 *
 * `db_name` is set and there is no dbfilter: the process serves this one database for every host, and its cron
 * looks at no other (reference: odoo-tenancy §3.1).
 */
export function renderOdooConf(args: OdooConfArgs): string {
  const { spec, server, mail } = args;
  const options: Record<string, string | number> = {
    db_host: server.workloadHost,
    db_port: server.workloadPort,
    db_user: args.role,
    db_password: args.password,
    db_name: spec.names.database,
    db_sslmode: server.sslMode,
    db_maxconn: spec.database.poolSize,
    admin_passwd: args.masterPassword,
    list_db: "False",
    proxy_mode: "True",
    without_demo: "all",
    data_dir: DATA_DIR,
    http_port: HTTP_PORT,
    gevent_port: GEVENT_PORT,
    workers: spec.workload.workers,
    max_cron_threads: spec.workload.cronThreads,
    server_wide_modules: "base,web",
    ...(mail === undefined
      ? {}
      : { smtp_server: mail.host, smtp_port: mail.port, smtp_ssl: "STARTTLS" }),
  };
  const lines = Object.entries(options).map(([key, value]) => `${key} = ${value}`);
  return ["[options]", ...lines, ""].join("\n");
}
