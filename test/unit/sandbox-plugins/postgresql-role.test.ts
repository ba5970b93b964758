import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../../sandbox/plugins/service/wire";
import { PASSWORD, ROLE, useFixture } from "./postgresql-fixture";

const on = useFixture();

describe("create", () => {
  test("makes a role that can log in, by an administrator without superuser rights", async () => {
    const { id, state } = await on.plugin.create({
      name: ROLE,
      login: true,
      password: PASSWORD,
      connectionLimit: 7,
      skipReassignOwned: true,
    });
    expect(id).toBe(ROLE);
    expect(state).toMatchObject({ name: ROLE, login: true, connectionLimit: 7, inherit: true });
    expect(state).toMatchObject({ password: PASSWORD, skipReassignOwned: true });
    const tenant = await on.connect(ROLE, PASSWORD);
    await tenant.end();
  });

  test("sends a SCRAM verifier, never the password, whatever the server would make of one", async () => {
    await on.superuser.query("ALTER ROLE platform SET password_encryption = 'md5'");
    await on.plugin.cancel();
    await on.plugin.configure(on.settings({ connectTimeout: "11" }));
    await on.plugin.create({ name: ROLE, login: true, password: PASSWORD });
    await on.superuser.query("ALTER ROLE platform RESET password_encryption");
    expect((await on.role(ROLE))?.rolpassword).toMatch(/^SCRAM-SHA-256\$/);
  });

  test("of a role that exists fails and says so, without the password", async () => {
    const program = { name: ROLE, login: true, password: PASSWORD };
    await on.plugin.create(program);
    const again = on.plugin.create(program);
    await expect(again).rejects.toThrow(
      `error creating role ${ROLE}: role "${ROLE}" already exists`,
    );
    await expect(again).rejects.not.toThrow(/password|SCRAM/);
  });

  test("in a preview makes nothing, and passes unknown values on", async () => {
    const { id, state } = await on.plugin.create({ name: ROLE, password: UNKNOWN }, true);
    expect(id).toBe("");
    expect(state).toMatchObject({ name: ROLE, password: UNKNOWN, connectionLimit: -1 });
    expect(await on.role(ROLE)).toBeUndefined();
  });
});

describe("diff", () => {
  test("is empty for what is there, and names each change; none of them replaces the role", async () => {
    const { state } = await on.plugin.create({ name: ROLE, login: true, password: PASSWORD });
    const { inputs } = await on.plugin.check({ name: ROLE, login: true, password: PASSWORD });
    expect(await on.plugin.diff(state, inputs)).toEqual({ any: false, replaces: [], kinds: {} });
    const { inputs: changed } = await on.plugin.check({ name: "t_new", connectionLimit: UNKNOWN });
    expect(await on.plugin.diff(state, changed)).toEqual({
      any: true,
      replaces: [],
      kinds: { name: "UPDATE", login: "UPDATE", password: "DELETE", connectionLimit: "UPDATE" },
    });
    const ignored = ["name", "login", "password", "connectionLimit"];
    expect(await on.plugin.diff(state, changed, ignored)).toMatchObject({ any: false });
  });
});

describe("update", () => {
  test("changes name, rights, limit and password in place", async () => {
    const { id, state } = await on.plugin.create({ name: ROLE, login: true, password: PASSWORD });
    const oid = (await on.role(ROLE))?.oid;
    const after = { name: "t_renamed", login: true, password: "another", connectionLimit: 3 };
    const updated = await on.plugin.update(id, state, { ...after, createDatabase: true });
    expect(updated).toMatchObject({ ...after, createDatabase: true });
    expect(await on.role(ROLE)).toBeUndefined();
    expect((await on.role("t_renamed"))?.oid).toBe(oid);
    await (await on.connect("t_renamed", "another")).end();
    await expect(on.connect("t_renamed", PASSWORD)).rejects.toThrow("authentication failed");

    // Pulumi keeps the first id; reading by it finds the role and corrects it.
    expect((await on.plugin.read(id, updated)).id).toBe("t_renamed");
  });

  test("closes the login of a suspended tenant and takes a password away", async () => {
    const { id, state } = await on.plugin.create({ name: ROLE, login: true, password: PASSWORD });
    const updated = await on.plugin.update(id, state, { name: ROLE, login: false });
    expect(updated).not.toHaveProperty("password");
    expect(await on.role(ROLE)).toMatchObject({ rolcanlogin: false, rolpassword: null });
  });

  test("in a preview changes nothing", async () => {
    const { id, state } = await on.plugin.create({ name: ROLE });
    const preview = await on.plugin.update(id, state, { name: ROLE, connectionLimit: 5 }, true);
    expect(preview).toMatchObject({ connectionLimit: 5 });
    expect(await on.role(ROLE)).toMatchObject({ rolconnlimit: -1 });
  });
});

describe("read", () => {
  test("reports what was changed behind Pulumi's back, and keeps the password of the state", async () => {
    const { id, state } = await on.plugin.create({ name: ROLE, login: true, password: PASSWORD });
    await on.superuser.query(`ALTER ROLE ${ROLE} NOLOGIN CREATEDB CONNECTION LIMIT 99`);
    const drift = { login: false, createDatabase: true, connectionLimit: 99 };
    expect(await on.plugin.read(id, state)).toEqual({
      id: ROLE,
      state: { ...state, ...drift },
      inputs: { ...state, ...drift },
    });
  });

  test("reports a role that is gone as gone", async () => {
    expect((await on.plugin.read(ROLE, { name: ROLE })).id).toBe("");
  });

  test("imports a role by its name", async () => {
    await on.superuser.query(`CREATE ROLE ${ROLE} LOGIN CONNECTION LIMIT 4`);
    const { id, inputs } = await on.plugin.read(ROLE);
    expect(id).toBe(ROLE);
    expect(inputs).toMatchObject({ login: true, connectionLimit: 4, skipReassignOwned: false });
    expect(inputs).not.toHaveProperty("password");
  });
});

describe("delete", () => {
  async function owner(more: object): Promise<Awaited<ReturnType<typeof on.plugin.create>>> {
    const made = await on.plugin.create({ name: ROLE, login: true, password: PASSWORD, ...more });
    const tenant = await on.connect(ROLE, PASSWORD);
    await tenant.query("DROP TABLE IF EXISTS belongings");
    await tenant.query("CREATE TABLE belongings ()");
    await tenant.end();
    return made;
  }

  async function tableOwner(): Promise<string | undefined> {
    const { rows } = await on.superuser.query<{ tableowner: string }>(
      "SELECT tableowner FROM pg_tables WHERE tablename = 'belongings'",
    );
    return rows[0]?.tableowner;
  }

  test("with skipReassignOwned fails while the role owns anything, and names what", async () => {
    const { id, state } = await owner({ skipReassignOwned: true });
    await expect(on.plugin.delete(id, state)).rejects.toThrow(
      `could not delete role ${ROLE}: role "${ROLE}" cannot be dropped because some objects ` +
        `depend on it (owner of table belongings)`,
    );
    expect(await on.role(ROLE)).toBeDefined();
  });

  test("hands what the role owns to the administrator, who needs no superuser rights", async () => {
    const { id, state } = await owner({});
    await on.plugin.delete(id, state);
    expect(await on.role(ROLE)).toBeUndefined();
    expect(await tableOwner()).toBe("platform");
    await on.superuser.query("DROP TABLE belongings");
  });

  test("with skipDropRole leaves the role, and no rights over it", async () => {
    const { id, state } = await owner({ skipDropRole: true });
    await on.plugin.delete(id, state);
    expect(await on.role(ROLE)).toBeDefined();
    const { rows } = await on.superuser.query(
      `SELECT pg_has_role('platform', '${ROLE}', 'USAGE') AS member`,
    );
    expect(rows).toEqual([{ member: false }]);
    await on.superuser.query("DROP TABLE belongings");
  });

  test("of a role that is gone succeeds", async () => {
    await expect(on.plugin.delete(ROLE, { name: ROLE })).resolves.toBeUndefined();
  });
});
