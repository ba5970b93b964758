import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { buildTemplate } from "../../../sandbox/templates/build";
import { ensureRoles } from "../../../sandbox/templates/roles";
import { dropTemplate } from "../../../sandbox/templates/seal";
import { startPostgres, type TestPostgres } from "../../support/postgres";
import { build, cloneForReading, column, databaseOf, optionsFor, within } from "./support";

let server: TestPostgres;
const blank = databaseOf("blank");

beforeAll(async () => {
  server = await startPostgres();
  await ensureRoles(server, { platformPassword: "platform" });
}, 60_000);

afterAll(() => server.stop());

const admin = (sql: string): Promise<string[]> =>
  within(server, "postgres", (client) => column(client, sql));

const databases = (): Promise<string[]> =>
  admin("SELECT datname FROM pg_database WHERE datname LIKE 'tpl\\_%' ORDER BY 1");

const oid = (): Promise<string[]> =>
  admin(`SELECT oid FROM pg_database WHERE datname = '${blank}'`);

afterEach(() => within(server, "postgres", (client) => dropTemplate(client, blank)));

describe("buildTemplate", () => {
  it("does nothing, in milliseconds, when the template is already there", async () => {
    expect(await build(server, "blank")).toMatchObject({ database: blank, built: true });
    const before = await oid();
    const second = await build(server, "blank");
    expect(second).toMatchObject({ database: blank, built: false });
    expect(second.seconds).toBeLessThan(0.5);
    expect(await oid()).toEqual(before);
  });

  it("replaces a template that was built from other content, and leaves its clones alone", async () => {
    const options = optionsFor(server, "blank");
    await buildTemplate({ ...options, template: { ...options.template, modules: ["mail"] } });
    await cloneForReading(server, blank, "clone_of_first");
    expect(await build(server, "blank")).toMatchObject({ built: true });
    await cloneForReading(server, blank, "clone_of_second");

    const contacts = "SELECT state FROM ir_module_module WHERE name = 'contacts'";
    const stateIn = (database: string): Promise<string[]> =>
      within(server, database, (client) => column(client, contacts));
    expect(await stateIn("clone_of_first")).toEqual(["uninstalled"]);
    expect(await stateIn("clone_of_second")).toEqual(["installed"]);
  });

  it.each([
    ["was opened to connections", `ALTER DATABASE ${blank} ALLOW_CONNECTIONS true`],
    ["is no template any more", `ALTER DATABASE ${blank} IS_TEMPLATE false`],
    ["was opened to PUBLIC", `GRANT CONNECT ON DATABASE ${blank} TO PUBLIC`],
    ["was given to somebody else", `ALTER DATABASE ${blank} OWNER TO postgres`],
  ])("replaces a template that %s, for it may have been changed", async (_what, sql) => {
    await build(server, "blank");
    const before = await oid();
    await admin(sql);
    expect(await build(server, "blank")).toMatchObject({ built: true });
    expect(await oid()).not.toEqual(before);
    expect(await build(server, "blank")).toMatchObject({ built: false });
  });

  it.each(["installing", "verified"])(
    'finishes what a builder killed at "%s" left behind',
    async (dieAt) => {
      const child = spawn(
        process.execPath,
        ["--import", "tsx", path.join(__dirname, "killed-builder.ts")],
        {
          env: {
            ...process.env,
            ...{ PG_HOST: server.host, PG_PORT: String(server.port), PG_USER: server.user },
            ...{ PG_PASSWORD: server.password, DIE_AT: dieAt },
          },
          stdio: "ignore",
        },
      );
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
      expect(await databases()).toEqual([`${blank}_building`]);

      expect(await build(server, "blank")).toMatchObject({ built: true });
      expect(await databases()).toEqual([blank]);
    },
    30_000,
  );

  it("builds once when two builders start together", async () => {
    const results = await Promise.all([build(server, "blank"), build(server, "blank")]);
    expect(results.map(({ built }) => built).sort()).toEqual([false, true]);
    expect(await databases()).toEqual([blank]);
  });

  it("builds different templates at the same time", async () => {
    const names = ["blank", "services"] as const;
    const results = await Promise.all(names.map((name) => build(server, name)));
    expect(results.every(({ built }) => built)).toBe(true);
    await within(server, "postgres", (client) => dropTemplate(client, databaseOf("services")));
  });

  it("leaves no database under the final name when it fails", async () => {
    const options = optionsFor(server, "blank");
    await expect(buildTemplate({ ...options, ownerRole: "nobody_knows" })).rejects.toThrow(
      "the server has no role nobody_knows: call ensureRoles before buildTemplate",
    );
    const mistaken = { ...options.template, modules: ["contatcs"] };
    await expect(buildTemplate({ ...options, template: mistaken })).rejects.toThrow(/"contatcs"/);
    expect(await databases()).toEqual([]);
  });

  it("refuses a name that PostgreSQL would fold or cut off", async () => {
    for (const database of ["tpl_Blank", `tpl_${"a".repeat(60)}`, 'tpl"; DROP DATABASE x']) {
      await expect(buildTemplate({ ...optionsFor(server, "blank"), database })).rejects.toThrow(
        /cannot name a template database: use at most 54 /,
      );
    }
  });

  it("tells what it does, one line at a time", async () => {
    const lines: string[] = [];
    await buildTemplate({ ...optionsFor(server, "blank"), onProgress: (line) => lines.push(line) });
    expect(lines).toEqual([
      `${blank}: installing 25 modules`,
      `${blank}: verified`,
      expect.stringMatching(new RegExp(`^${blank}: sealed, \\d+ MB$`)),
    ]);
  });
});
