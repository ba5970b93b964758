import { describe, expect, test } from "vitest";
import { UNKNOWN } from "../../../sandbox/plugins/service/wire";
import { Plugin } from "./plugin";
import { ROLE, useFixture } from "./postgresql-fixture";

const on = useFixture();

describe("the provider", () => {
  test("says in its version that it is a stand-in, and takes no secrets in envelopes", async () => {
    expect(await on.plugin.version()).toMatch(/^3\.\d+\.\d+\+stand-in$/);
    const answer = await on.plugin.configure(on.settings());
    expect(answer.toObject()).toMatchObject({ acceptsecrets: false, supportspreview: true });
  });

  test("hands settings back as they came, secrets still in their envelopes", async () => {
    const { raw, failures } = await on.plugin.checkConfig(on.settings());
    expect(failures).toEqual([]);
    expect(raw).toEqual(on.settings());
  });

  test("refuses settings that it does not know or cannot read, and takes unknown ones", async () => {
    const reasons = async (more: Record<string, string>) =>
      (await on.plugin.checkConfig(on.settings(more))).failures.map(({ reason }) => reason).join();
    expect(await reasons({ awsRdsIamAuth: "true" })).toContain(
      'stand-in for @pulumi/postgresql does not know the input "awsRdsIamAuth"',
    );
    expect(await reasons({ port: "many" })).toBe('"port" must be a number');
    expect(await reasons({ sslmode: "prefer" })).toContain("disable, require");
    expect(await reasons({ host: UNKNOWN, port: UNKNOWN })).toBe("");
  });

  test("never asks for its own replacement", async () => {
    expect(await on.plugin.diffConfig(on.settings(), on.settings())).toMatchObject({ any: false });
    expect(await on.plugin.diffConfig(on.settings(), on.settings({ host: "db2.example" }))).toEqual(
      {
        any: true,
        replaces: [],
        kinds: { host: "UPDATE" },
      },
    );
  });

  test("does not serve two providers from one process", async () => {
    await expect(on.plugin.configure(on.settings({ database: "other" }))).rejects.toThrow(
      "one provider at a time",
    );
  });
});

describe("inputs", () => {
  test("get the official defaults", async () => {
    const { inputs, failures } = await on.plugin.check({ name: ROLE });
    expect(failures).toEqual([]);
    expect(inputs).toEqual({
      name: ROLE,
      login: false,
      connectionLimit: -1,
      createDatabase: false,
      createRole: false,
      inherit: true,
      superuser: false,
      skipReassignOwned: false,
      skipDropRole: false,
    });
  });

  test.each([
    [{ name: ROLE, validUntil: "infinity" }, "validUntil", 'does not know the input "validUntil"'],
    [{}, "name", "required"],
    [{ name: "x".repeat(64) }, "name", "1 to 63 bytes"],
    [{ name: ROLE, login: "true" }, "login", "must be true or false"],
    [{ name: ROLE, connectionLimit: -2 }, "connectionLimit", "whole number"],
    [{ name: ROLE, password: "naïve" }, "password", "printable ASCII"],
    [{ name: ROLE, password: "SCRAM-SHA-256$4096:x" }, "password", "the password itself"],
  ])("%o are refused", async (program, property, reason) => {
    const { failures } = await on.plugin.check(program);
    expect(failures).toEqual([{ property, reason: expect.stringContaining(reason) as unknown }]);
    expect(JSON.stringify(failures)).not.toContain("naïve");
  });

  test("of another resource type are refused by its name", async () => {
    const urn = "urn:pulumi:dev::test::postgresql:index/grant:Grant::it";
    await expect(on.plugin.check({}, urn)).rejects.toThrow(
      "@pulumi/postgresql does not know postgresql:index/grant:Grant: install the official plugin",
    );
  });
});

describe("the connection", () => {
  async function refusal(more: Record<string, string>): Promise<string> {
    const other = await Plugin.start("postgresql", "postgresql:index/role:Role");
    try {
      await other.configure(on.settings(more));
      await other.read(ROLE);
      return "none";
    } catch (error) {
      return (error as Error).message;
    } finally {
      await other.stop();
    }
  }

  test("that claims superuser rights must have them", async () => {
    expect(await refusal({ superuser: "true" })).toContain(
      "connected user platform is not a SUPERUSER: set superuser: false",
    );
  });

  test("that fails says why, without the password", async () => {
    const wrong = await refusal({ password: "wrong-password" });
    expect(wrong).toContain('password authentication failed for user "platform"');
    expect(wrong).not.toContain("wrong-password");
    expect(await refusal({ port: "1" })).toContain("ECONNREFUSED");
    expect(await refusal({ sslmode: "require" })).toContain("does not support SSL");
  });
});
