import { Client } from "pg";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { startPostgres, type TestPostgres } from "../../support/postgres";
import { Plugin, secret } from "./plugin";

export const ROLE = "t_abcdefghijkl";
export const PASSWORD = "the-tenant's-password";

const ADMIN = "platform";
const ADMIN_PASSWORD = "the-platform-password";

/** What a test file works on: a real server, and the stand-in configured for its administrator. */
export interface Fixture {
  readonly plugin: Plugin;
  readonly superuser: Client;
  /** The provider's settings as the SDK sends them; the administrator is no superuser. */
  settings(more?: Record<string, string>): Record<string, string | ReturnType<typeof secret>>;
  connect(user: string, password: string): Promise<Client>;
  /** The role's row in pg_authid. */
  role(name: string): Promise<Record<string, unknown> | undefined>;
}

/** Sets the fixture up for all tests of the file; no tenant's role is there when a test starts. */
export function useFixture(): Fixture {
  let server: TestPostgres;
  let superuser: Client;
  let plugin: Plugin;

  const connect = async (user: string, password: string): Promise<Client> => {
    const { host, port } = server;
    const client = new Client({ host, port, user, password, database: "postgres" });
    await client.connect();
    return client;
  };
  const settings: Fixture["settings"] = (more = {}) => ({
    host: server.host,
    port: String(server.port),
    username: ADMIN,
    password: secret(ADMIN_PASSWORD),
    sslmode: "disable",
    superuser: "false",
    connectTimeout: "10",
    version: "3.18.1",
    ...more,
  });

  beforeAll(async () => {
    server = await startPostgres();
    superuser = await connect(server.user, server.password);
    await superuser.query(
      `CREATE ROLE ${ADMIN} LOGIN CREATEDB CREATEROLE PASSWORD '${ADMIN_PASSWORD}'`,
    );
    await superuser.query("GRANT CREATE ON SCHEMA public TO PUBLIC");
    plugin = await Plugin.start("postgresql", "postgresql:index/role:Role");
    await plugin.configure(settings());
  }, 60_000);

  afterAll(async () => {
    await plugin.stop();
    await superuser.end();
    await server.stop();
  });

  beforeEach(async () => {
    const { rows } = await superuser.query<{ rolname: string }>(
      "SELECT rolname FROM pg_roles WHERE rolname LIKE 't\\_%'",
    );
    for (const { rolname } of rows) {
      await superuser.query(`DROP OWNED BY ${rolname}`);
      await superuser.query(`DROP ROLE ${rolname}`);
    }
  });

  return {
    get plugin() {
      return plugin;
    },
    get superuser() {
      return superuser;
    },
    settings,
    connect,
    role: async (name) => {
      const { rows } = await superuser.query<Record<string, unknown>>(
        "SELECT * FROM pg_authid WHERE rolname = $1",
        [name],
      );
      return rows[0];
    },
  };
}
