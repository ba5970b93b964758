import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServerConnection } from "../../../sandbox/templates/connection";
import { ensureRoles } from "../../../sandbox/templates/roles";
import { startPostgres, type TestPostgres } from "../../support/postgres";
import { column, within } from "./support";

let server: TestPostgres;

beforeAll(async () => {
  server = await startPostgres();
}, 60_000);

afterAll(() => server.stop());

const admin = (sql: string): Promise<string[]> =>
  within(server, "postgres", (client) => column(client, sql));

const platform = (password: string): ServerConnection => ({
  ...server,
  user: "platform",
  password,
});

const whoAmI = (login: ServerConnection): Promise<string[]> =>
  within(login, "postgres", (client) => column(client, "SELECT current_user"));

describe("ensureRoles", () => {
  it("may be called by two at once, and again", async () => {
    const passwords = { platformPassword: "first" };
    await Promise.all([ensureRoles(server, passwords), ensureRoles(server, passwords)]);
    await ensureRoles(server, passwords);
    expect(await whoAmI(platform("first"))).toEqual(["platform"]);
  });

  it("makes a platform role that creates databases and roles and is no superuser", async () => {
    await ensureRoles(server, { platformPassword: "first" });
    expect(
      await admin(
        `SELECT concat_ws(' ', rolname, rolcanlogin, rolcreatedb, rolcreaterole, rolsuper, rolbypassrls)
         FROM pg_roles WHERE rolname IN ('platform', 'template_owner') ORDER BY 1`,
      ),
    ).toEqual(["platform t t t f f", "template_owner f f f f f"]);
    expect(
      await admin(
        `SELECT roleid::regrole FROM pg_auth_members WHERE member = 'platform'::regrole ORDER BY 1`,
      ),
    ).toEqual(expect.arrayContaining(["pg_signal_backend", "template_owner"]));
  });

  it("takes back what somebody gave the roles beyond that", async () => {
    await ensureRoles(server, { platformPassword: "first" });
    await admin("ALTER ROLE platform SUPERUSER");
    await admin("ALTER ROLE template_owner LOGIN");
    await ensureRoles(server, { platformPassword: "first" });
    expect(
      await admin("SELECT rolname FROM pg_roles WHERE rolname = 'platform' AND rolsuper"),
    ).toEqual([]);
    expect(
      await admin("SELECT rolname FROM pg_roles WHERE rolname = 'template_owner' AND rolcanlogin"),
    ).toEqual([]);
  });

  it("replaces the password, which the server never sees in clear", async () => {
    await ensureRoles(server, { platformPassword: "first" });
    await ensureRoles(server, { platformPassword: "second" });
    expect(await whoAmI(platform("second"))).toEqual(["platform"]);
    await expect(whoAmI(platform("first"))).rejects.toMatchObject({ code: "28P01" });
    const [stored] = await admin("SELECT rolpassword FROM pg_authid WHERE rolname = 'platform'");
    expect(stored).toMatch(/^SCRAM-SHA-256\$4096:/);
  });

  it("refuses a password that SCRAM would have to normalise, without repeating it", async () => {
    const attempt = ensureRoles(server, { platformPassword: "pässword" });
    await expect(attempt).rejects.toThrow(
      "the platform role's password must be printable ASCII and not empty",
    );
  });

  it("leaves PUBLIC in `postgres` the connection that Odoo needs, and nothing else anywhere", async () => {
    await ensureRoles(server, { platformPassword: "first" });
    expect(
      await admin(
        `SELECT database || ' ' || privilege
         FROM unnest(ARRAY['postgres', 'template1']) AS database,
              unnest(ARRAY['CONNECT', 'TEMPORARY', 'CREATE']) AS privilege
         WHERE has_database_privilege('public', database, privilege)`,
      ),
    ).toEqual(["postgres CONNECT"]);
    expect(await admin("SELECT has_schema_privilege('public', 'public', 'CREATE')")).toEqual([
      "false",
    ]);
  });
});
