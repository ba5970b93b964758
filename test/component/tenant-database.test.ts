import { pbkdf2Sync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProvisioningError } from "../../components/database/errors";
import { implementation } from "../../components/database/implementation";
import { createDatabase } from "../../components/database/provision";
import { steps } from "../../components/database/steps";
import { maintenancePool } from "../../components/database/server";
import { startTenantServer, type TenantServer } from "../support/tenant-server";

let server: TenantServer;

beforeAll(async () => {
  server = await startTenantServer(["blank", "ecommerce", "services"]);
  const config = {
    get: server.configuration,
    require: (key: string) => server.configuration(key) ?? "",
  };
  await implementation.configure({ config });
}, 60_000);

afterAll(() => server.postgres.stop());

async function createTenant(slug: string, templateName = "blank") {
  const inputs = server.inputs(slug, { templateName });
  await server.createRole(slug);
  await implementation.create(inputs);
  const login = { user: inputs.role, password: server.secret(slug, "postgres-role") };
  return { inputs, login };
}

async function parameter(database: string, key: string): Promise<string | undefined> {
  const rows = await server.query<{ value: string }>(
    database,
    `SELECT value FROM ir_config_parameter WHERE key = '${key}'`,
  );
  return rows[0]?.value;
}

describe("a new tenant's database", () => {
  it("lets the tenant's role in, and no role of another tenant", async () => {
    const one = await createTenant("in-one");
    const two = await createTenant("in-two");
    await expect(server.query(one.inputs.database, "SELECT 1", one.login)).resolves.toHaveLength(1);
    await expect(server.query(one.inputs.database, "SELECT 1", two.login)).rejects.toThrow(
      /permission denied for database/,
    );
  });

  it("is closed to PUBLIC", async () => {
    const { inputs } = await createTenant("closed");
    await server.query("postgres", "CREATE ROLE stranger LOGIN PASSWORD 'stranger'");
    await expect(
      server.query(inputs.database, "SELECT 1", { user: "stranger", password: "stranger" }),
    ).rejects.toThrow(/permission denied for database/);
  });

  it("belongs to the platform, its objects to the tenant, and the templates stay the platform's", async () => {
    const { inputs } = await createTenant("owner", "ecommerce");
    const owners = await server.query<{ owner: string }>(
      "postgres",
      `SELECT DISTINCT pg_get_userbyid(datdba) AS owner FROM pg_database
        WHERE datname = '${inputs.database}' OR datname LIKE 'tpl%'`,
    );
    expect(owners).toEqual([{ owner: "platform" }]);
    const objects = await server.query<{ owner: string }>(
      inputs.database,
      `SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class
        WHERE relnamespace = 'public'::regnamespace`,
    );
    expect(objects).toEqual([{ owner: inputs.role }]);
  });

  it("has a secret and a uuid that differ from its sibling's", async () => {
    const one = await createTenant("secret-one");
    const two = await createTenant("secret-two");
    for (const key of ["database.secret", "database.uuid"]) {
      const values = [
        await parameter(one.inputs.database, key),
        await parameter(two.inputs.database, key),
      ];
      expect(new Set(values).size).toBe(2);
      expect(values).not.toContain(undefined);
    }
  });

  it("has the administrator of its file, with the derived password in the format of Odoo 18", async () => {
    const { inputs } = await createTenant("admin");
    const [user] = await server.query<{ login: string; password: string }>(
      inputs.database,
      "SELECT login, password FROM res_users WHERE id = 2",
    );
    expect(user?.login).toBe("ops@acme.example");
    const [, scheme, rounds, salt, key] = user?.password.split("$") ?? [];
    expect([scheme, rounds]).toEqual(["pbkdf2-sha512", "600000"]);
    const bytes = Buffer.from((salt ?? "").replaceAll(".", "+"), "base64");
    const expected = pbkdf2Sync(server.secret("admin", "odoo-admin"), bytes, 600_000, 64, "sha512");
    expect(key).toBe(expected.toString("base64").replaceAll("+", ".").replaceAll("=", ""));
  });

  it("freezes its own address and keeps sign-up by invitation, except for a shop", async () => {
    const { inputs } = await createTenant("address");
    const shop = await createTenant("shop", "ecommerce");
    expect(await parameter(inputs.database, "web.base.url")).toBe(inputs.baseUrl);
    expect(await parameter(inputs.database, "web.base.url.freeze")).toBe("True");
    expect(await parameter(inputs.database, "ir_attachment.location")).toBeUndefined();
    expect(await parameter(inputs.database, "auth_signup.invitation_scope")).toBe("b2b");
    expect(await parameter(shop.inputs.database, "auth_signup.invitation_scope")).toBe("b2c");
  });

  it("shares no token, message id or signaling number with its template", async () => {
    const one = await createTenant("token-one", "services");
    const two = await createTenant("token-two", "services");
    const sql = `SELECT access_token AS token FROM project_task WHERE access_token IS NOT NULL
      UNION ALL SELECT uuid FROM discuss_channel UNION ALL SELECT message_id FROM mail_message`;
    const tokens = [
      ...(await server.query<{ token: string }>(one.inputs.database, sql)),
      ...(await server.query<{ token: string }>(two.inputs.database, sql)),
    ].map(({ token }) => token);
    expect(tokens.length).toBeGreaterThan(4);
    expect(new Set(tokens).size).toBe(tokens.length);
    const [signaling] = await server.query<{ last: string }>(
      one.inputs.database,
      "SELECT last_value AS last FROM base_registry_signaling",
    );
    expect(Number(signaling?.last)).toBeGreaterThan(1_000_000_000_000);
  });

  it("shows the tenant its marker, and does not let it write there", async () => {
    const { inputs, login } = await createTenant("marker");
    const rows = await server.query(inputs.database, "SELECT tenant FROM odoo_fleet.marker", login);
    expect(rows).toEqual([{ tenant: "dev/marker" }]);
    await expect(
      server.query(inputs.database, "UPDATE odoo_fleet.marker SET tenant = 'dev/x'", login),
    ).rejects.toThrow(/permission denied/);
  });
});

describe("a run that was cut off", () => {
  const names = Object.keys(steps) as (keyof typeof steps)[];

  it.each(names)("is finished by the next one when it ended after step %s", async (last) => {
    const slug = `cut-${last}`;
    const inputs = server.inputs(slug);
    await server.createRole(slug);
    const connection = server.credentials.server("shared-1");
    const identity = Promise.resolve({
      databaseSecret: "first-secret",
      databaseUuid: "first-uuid",
      adminPasswordHash: "first-hash",
    });
    const maintenance = await maintenancePool(connection).connect();
    try {
      for (const name of names.slice(0, names.indexOf(last) + 1)) {
        await steps[name].run({ server: connection, inputs, maintenance, identity });
      }
    } finally {
      maintenance.release(true);
    }
    await createDatabase(server.credentials, inputs);
    const secured = names.indexOf(last) >= names.indexOf("secure");
    const secret = await parameter(inputs.database, "database.secret");
    expect(secret === "first-secret").toBe(secured);
    const login = { user: inputs.role, password: server.secret(slug, "postgres-role") };
    await expect(server.query(inputs.database, "SELECT 1", login)).resolves.toHaveLength(1);
  });

  it("and a second one at the same time make one database", async () => {
    const inputs = server.inputs("twice");
    await server.createRole("twice");
    await Promise.all([1, 2, 3].map(() => createDatabase(server.credentials, inputs)));
    expect(await parameter(inputs.database, "database.secret")).toBeDefined();
  });
});

describe("the provider refuses", () => {
  it("a database of the right name that is not odoo-fleet's, and changes nothing in it", async () => {
    const inputs = server.inputs("foreign");
    await server.createRole("foreign");
    await server.query("postgres", `CREATE DATABASE "${inputs.database}" OWNER platform`);
    await expect(implementation.create(inputs)).rejects.toThrow(/is not odoo-fleet's/);
  });

  it("a template that is not sealed", async () => {
    const inputs = server.inputs("unsealed", { templateName: "services" });
    await server.createRole("unsealed");
    const { templateDatabase } = inputs;
    await server.query("postgres", `ALTER DATABASE "${templateDatabase}" ALLOW_CONNECTIONS true`);
    try {
      await expect(implementation.create(inputs)).rejects.toThrow(/is not sealed/);
    } finally {
      await server.query(
        "postgres",
        `ALTER DATABASE "${templateDatabase}" ALLOW_CONNECTIONS false`,
      );
    }
  });

  it("to move a tenant to another server, with a word on what to do", async () => {
    const inputs = server.inputs("move");
    const { failures } = await implementation.check(inputs, { ...inputs, server: "shared-2" });
    expect(failures?.map(({ reason }) => reason)).toEqual([
      'tenant move: server is "shared-1" and cannot become "shared-2": moving a database is a restore ' +
        "on the other server, not an edit of placement.postgres",
    ]);
  });

  it("to drop a tenant's database", async () => {
    const { inputs } = await createTenant("drop");
    await expect(implementation.delete("id", inputs)).rejects.toThrow(/is kept/);
    expect(await parameter(inputs.database, "database.secret")).toBeDefined();
  });

  it("with an error that names tenant, step, server and SQLSTATE, and no secret", async () => {
    const inputs = server.inputs("no-role");
    const error: unknown = await implementation.create(inputs).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProvisioningError);
    expect(String(error)).toMatch(
      /tenant no-role: membership failed on server shared-1 .*SQLSTATE 42704/,
    );
    expect(JSON.stringify(error) + String(error)).not.toContain("canary");
  });
});

describe("an update in place", () => {
  it("sets limit, company and address, and keeps the password that the administrator chose", async () => {
    const { inputs } = await createTenant("update");
    await server.query(inputs.database, "UPDATE res_users SET password = 'chosen' WHERE id = 2");
    const news = {
      ...inputs,
      connectionLimit: 40,
      company: "Acme Holding",
      baseUrl: "https://a.example",
    };
    expect(await implementation.diff("id", inputs, news)).toEqual({ changes: true, replaces: [] });
    await implementation.update("id", inputs, news);
    const [row] = await server.query(
      inputs.database,
      `SELECT c.name, u.password, d.datconnlimit AS "limit" FROM res_company c, res_users u, pg_database d
        WHERE u.id = 2 AND d.datname = current_database()`,
    );
    expect(row).toEqual({ name: "Acme Holding", password: "chosen", limit: 45 });
    expect(await parameter(inputs.database, "web.base.url")).toBe("https://a.example");
  });

  it("runs a hostile tenant's triggers with the tenant's rights only", async () => {
    const { inputs, login } = await createTenant("hostile");
    await server.query(
      inputs.database,
      `CREATE TABLE seen (who text);
       CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN INSERT INTO seen VALUES (session_user); RETURN NEW; END $$;
       CREATE TRIGGER spy BEFORE UPDATE ON res_company FOR EACH ROW EXECUTE FUNCTION spy()`,
      login,
    );
    await implementation.update("id", inputs, { ...inputs, company: "Other" });
    expect(await server.query(inputs.database, "SELECT who FROM seen")).toEqual([
      { who: inputs.role },
    ]);
  });

  it("ignores another template: a tenant keeps the one it was born from", async () => {
    const { inputs } = await createTenant("born");
    const news = {
      ...inputs,
      templateVersion: "ffffffffffff",
      templateDatabase: "tpl_blank_ffffffffffff",
    };
    expect(await implementation.diff("id", inputs, news)).toEqual({ changes: false, replaces: [] });
    const updated = await implementation.update("id", inputs, { ...news, connectionLimit: 20 });
    expect(updated.outs?.templateVersion).toBe(inputs.templateVersion);
  });

  it("ends the sessions of a suspended tenant and leaves the rest for its return", async () => {
    const { inputs, login } = await createTenant("suspend");
    const session = server.query(inputs.database, "SELECT pg_sleep(60)", login);
    const ended = expect(session).rejects.toThrow(/terminat/);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const news = { ...inputs, state: "suspended" as const, company: "Renamed" };
    const { outs } = await implementation.update("id", inputs, news);
    await ended;
    expect(outs).toMatchObject({ state: "suspended", company: "Acme Trading" });
    const back = { ...news, state: "active" as const };
    await implementation.update("id", outs ?? inputs, back);
    const [company] = await server.query(inputs.database, "SELECT name FROM res_company");
    expect(company).toEqual({ name: "Renamed" });
  });
});
