import { pbkdf2Sync } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadFleet } from "../../fleet/load";
import { deriveSecret, type SecretPurpose } from "../../fleet/secrets";
import type { TenantSpec } from "../../fleet/spec";
import { Cell, killWhen } from "./cell";
import { type Change, changes } from "./changes";

let cell: Cell;

beforeAll(async () => {
  cell = await Cell.start();
  await cell.pulumiOk("stack", "init", "dev");
  await cell.pulumiOk("up", "--yes", "--skip-preview");
});

afterAll(() => cell.stop());

function tenants(): readonly TenantSpec[] {
  return loadFleet({ root: cell.project, stack: "dev" }).tenants;
}

function tenant(slug: string): TenantSpec {
  const found = tenants().find((spec) => spec.slug === slug);
  if (found === undefined) throw new Error(`there is no tenant ${slug}`);
  return found;
}

function secret(slug: string, purpose: SecretPurpose): string {
  const master = cell.variable("ODOO_FLEET_MASTER_SECRET");
  return deriveSecret(master, { cell: "dev", slug, purpose, rotation: 1 });
}

function login(spec: TenantSpec): { user: string; password: string } {
  return { user: spec.names.role, password: secret(spec.slug, "postgres-role") };
}

function tenantFile(slug: string): string {
  return join(cell.project, "tenants/dev", `${slug}.yaml`);
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, "utf8");
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

async function preview(): Promise<Change[]> {
  return changes(await cell.pulumiOk("preview", "--json"));
}

/** Resources below a tenant's component carry its slug at the start of their names. */
function slugs(changed: readonly Change[]): string[] {
  return [...new Set(changed.map(({ name }) => name.split("-")[0] ?? ""))];
}

async function parameter(spec: TenantSpec, key: string): Promise<string | undefined> {
  const rows = await cell.query<{ value: string }>(
    spec.names.database,
    `SELECT value FROM ir_config_parameter WHERE key = '${key}'`,
  );
  return rows[0]?.value;
}

describe("the first up", () => {
  it("gives three tenants with URL, state, plan, template version and database in the outputs", async () => {
    const outputs = JSON.parse(await cell.pulumiOk("stack", "output", "--json")) as {
      tenants: Record<string, Record<string, string>>;
      adminPasswords: unknown;
    };
    expect(Object.keys(outputs.tenants)).toEqual(["acme", "bistro", "northwind"]);
    const { template, names } = tenant("acme");
    expect(outputs.tenants.acme).toMatchObject({
      url: "https://shop.acme.example",
      state: "active",
      plan: "pro",
      templateVersion: template.version,
      database: names.database,
    });
    expect(outputs.adminPasswords).toBe("[secret]");
  });

  it("lets each tenant's role into its own database and into no other", async () => {
    for (const one of tenants()) {
      for (const other of tenants()) {
        const attempt = cell.query(other.names.database, "SELECT 1", login(one));
        if (one.slug === other.slug) await expect(attempt).resolves.toHaveLength(1);
        else await expect(attempt).rejects.toThrow(/permission denied for database/);
      }
    }
  });

  it("gives each tenant a secret and a uuid of its own", async () => {
    for (const key of ["database.secret", "database.uuid"]) {
      const values = await Promise.all(tenants().map((spec) => parameter(spec, key)));
      expect(values).not.toContain(undefined);
      expect(new Set(values).size).toBe(3);
    }
  });

  it("gives each administrator the password that the outputs show", async () => {
    const shown = JSON.parse(
      await cell.pulumiOk("stack", "output", "--show-secrets", "--json", "adminPasswords"),
    ) as Record<string, string>;
    for (const spec of tenants()) {
      const [user] = await cell.query<{ password: string }>(
        spec.names.database,
        `SELECT password FROM res_users WHERE login = '${spec.admin.email}'`,
      );
      const [, , rounds, salt, key] = user?.password.split("$") ?? [];
      const bytes = Buffer.from((salt ?? "").replaceAll(".", "+"), "base64");
      const hash = pbkdf2Sync(shown[spec.slug] ?? "", bytes, Number(rounds), 64, "sha512");
      expect(key).toBe(hash.toString("base64").replaceAll("+", ".").replaceAll("=", ""));
    }
  });

  it("runs each tenant's Pods inside its quota and network policies", async () => {
    for (const { names } of tenants()) {
      const pods = await cell.objects("pods", names.namespace);
      expect(pods.map(({ status }) => status?.phase)).toEqual(["Running"]);
      expect(await cell.objects("resourcequotas", names.namespace)).toHaveLength(1);
      const policies = await cell.objects("networkpolicies", names.namespace);
      expect(policies.map(({ metadata }) => metadata.name)).toContain("default-deny");
    }
  });

  it("puts odoo.conf into a Secret and into no ConfigMap", async () => {
    for (const { slug, names } of tenants()) {
      const [conf] = (await cell.objects("secrets", names.namespace)).filter(
        ({ metadata }) => metadata.name === "odoo-conf",
      );
      const text = Buffer.from(conf?.data?.["odoo.conf"] ?? "", "base64").toString();
      expect(text).toContain(`db_password = ${secret(slug, "postgres-role")}`);
      const maps = JSON.stringify(await cell.objects("configmaps", names.namespace));
      expect(maps).not.toContain("db_password");
    }
  });

  it("publishes a DNS record for each platform host and a certificate for each custom domain", async () => {
    const url = `${cell.variable("ODOO_FLEET_CLOUDFLARE_URL")}/zones/5a0dbe0000000000000000000000f1ee/dns_records`;
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${cell.variable("ODOO_FLEET_CLOUDFLARE_TOKEN")}` },
    });
    const { result } = (await answer.json()) as { result: { name: string }[] };
    expect(result.map(({ name }) => name).sort()).toEqual(
      tenants().map(({ hosts }) => hosts.platform),
    );
    const certificates = await cell.objects("certificates", tenant("acme").names.namespace);
    expect(certificates.map(({ spec }) => spec?.dnsNames)).toEqual([["shop.acme.example"]]);
  });

  it("leaves no secret in the exported state, the logs or a ConfigMap", async () => {
    const state = await cell.pulumiOk("stack", "export");
    const logs = readdirSync(join(cell.sandbox.directory, "logs"))
      .map((file) => readFileSync(join(cell.sandbox.directory, "logs", file), "utf8"))
      .join("\n");
    const maps = await cell.kubectl("get", "configmaps", "-A", "-o", "json");
    const purposes = ["postgres-role", "odoo-admin", "odoo-master"] as const;
    const canaries = [
      cell.variable("ODOO_FLEET_MASTER_SECRET"),
      cell.variable("ODOO_FLEET_POSTGRES_PASSWORD"),
      cell.variable("ODOO_FLEET_CLOUDFLARE_TOKEN"),
      ...tenants().flatMap(({ slug }) => purposes.map((purpose) => secret(slug, purpose))),
    ];
    for (const [place, text] of Object.entries({ state, logs, maps })) {
      expect(
        canaries.filter((canary) => text.includes(canary)),
        place,
      ).toEqual([]);
    }
  });
});

describe("a preview", () => {
  it("straight after up shows no change", async () => {
    expect(await preview()).toEqual([]);
  });

  it("shows no change after an edit of the provider's implementation", async () => {
    const file = join(cell.project, "components/database/implementation.ts");
    edit(file, "/** The provider proper", "/** Edited. The provider proper");
    edit(file, "let credentials", "export const edited = 1;\nlet credentials");
    expect(await preview()).toEqual([]);
  });

  it("shows an edited plan as changes of that tenant only, none of which replaces or deletes", async () => {
    edit(tenantFile("bistro"), "plan: starter", "plan: pro");
    const changed = await preview();
    expect(slugs(changed)).toEqual(["bistro"]);
    expect(new Set(changed.map(({ op }) => op))).toEqual(new Set(["update"]));
    expect(changed.map(({ name }) => name)).toContain("bistro-database-clone");
  });
});

describe("an up", () => {
  it("applies the edited plan in place and keeps the database", async () => {
    const before = await parameter(tenant("bistro"), "database.uuid");
    await cell.pulumiOk("up", "--yes", "--skip-preview");
    expect(await parameter(tenant("bistro"), "database.uuid")).toBe(before);
    const [role] = await cell.query<{ limit: number }>(
      "postgres",
      `SELECT rolconnlimit AS "limit" FROM pg_roles WHERE rolname = '${tenant("bistro").names.role}'`,
    );
    expect(role?.limit).toBe(32);
    expect(await preview()).toEqual([]);
  });

  it("only creates for a new file", async () => {
    const text = readFileSync(tenantFile("northwind"), "utf8").replace("Northwind", "Southwind");
    writeFileSync(tenantFile("southwind"), text);
    const changed = await preview();
    expect(slugs(changed)).toEqual(["southwind"]);
    expect(new Set(changed.map(({ op }) => op))).toEqual(new Set(["create"]));
  });

  it("that was killed while it made a tenant is finished by the next one, with one database", async () => {
    const spec = tenant("southwind");
    const found = () =>
      cell.query("postgres", `SELECT 1 FROM pg_database WHERE datname = '${spec.names.database}'`);
    await killWhen(cell.startPulumi("up", "--yes", "--skip-preview"), async () => {
      return (await found()).length > 0;
    });
    // A killed engine leaves its lock; an operator removes it after a look at who held it (docs/operator.md).
    await cell.pulumiOk("cancel", "--yes");
    await cell.pulumiOk("up", "--yes", "--skip-preview");
    expect(await found()).toHaveLength(1);
    const marker = await cell.query(
      spec.names.database,
      "SELECT tenant, secured_at IS NOT NULL AS secured FROM odoo_fleet.marker",
      login(spec),
    );
    expect(marker).toEqual([{ tenant: "dev/southwind", secured: true }]);
    expect(await preview()).toEqual([]);
  });

  it("suspends a tenant and brings it back in one line", async () => {
    edit(tenantFile("southwind"), "plan: enterprise", "plan: enterprise\nstate: suspended");
    await cell.pulumiOk("up", "--yes", "--skip-preview");
    const spec = tenant("southwind");
    const attempt = () => cell.query(spec.names.database, "SELECT 1", login(spec));
    await expect(attempt()).rejects.toThrow(/not permitted to log in/);
    edit(tenantFile("southwind"), "state: suspended", "state: active");
    await cell.pulumiOk("up", "--yes", "--skip-preview");
    await expect(attempt()).resolves.toHaveLength(1);
  });
});

describe("the engine refuses", () => {
  it("a broken tenant file before anything is touched, with file, line and field", async () => {
    edit(tenantFile("bistro"), "plan: pro", "plan: por");
    const { code, stdout, stderr } = await cell.pulumi("preview");
    edit(tenantFile("bistro"), "plan: por", "plan: pro");
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain(
      'tenants/dev/bistro.yaml:3:7 plan: there is no plan "por". Did you mean "pro"?',
    );
  });

  it("to delete a tenant whose file is gone", async () => {
    const before = readFileSync(tenantFile("southwind"), "utf8");
    rmSync(tenantFile("southwind"));
    const { code, stdout, stderr } = await cell.pulumi("preview");
    writeFileSync(tenantFile("southwind"), before);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/southwind-database-clone.*protect/s);
  });

  it("to destroy the cell, before anything is touched", async () => {
    const { code, stdout, stderr } = await cell.pulumi("destroy", "--yes");
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain("protected");
    expect(await preview()).toEqual([]);
    expect(await parameter(tenant("acme"), "database.uuid")).toBeDefined();
  });
});
