import { describe, expect, it } from "vitest";
import { schemaFiles } from "../../../cli/schema-files";
import { loadCatalog } from "../../../fleet/catalog";
import { templateReference } from "../../../fleet/expand";
import { loadFleet } from "../../../fleet/load";
import { neededMemory, planSchema } from "../../../fleet/schema/plan";
import { mebibytes } from "../../../fleet/schema/primitives";
import { deriveSecret } from "../../../fleet/secrets";
import { parseSettings, resolveSettings } from "../../../fleet/settings";
import { readStackSettings } from "../../../fleet/settings-file";
import { expectGolden } from "./golden";
import { readFileSync } from "node:fs";

const root = process.cwd();

/** One `path = value` a line. */
function flat(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [`${path} = ${JSON.stringify(value)}`];
  if (Array.isArray(value) && value.length === 0) return [`${path} = []`];
  return Object.entries(value).flatMap(([key, item]) =>
    flat(item, path === "" ? key : `${path}.${key}`),
  );
}

describe("the expansion", () => {
  it("of the example tenants is what was reviewed last", () => {
    const { tenants } = loadFleet({ root, stack: "dev" });
    const lines = tenants.flatMap((spec) => flat(spec).map((line) => `${spec.slug}: ${line}`));
    expectGolden("dev.txt", `${lines.join("\n")}\n`);
  });

  it("is frozen to its depths", () => {
    const [tenant] = loadFleet({ root, stack: "dev" }).tenants;
    expect(Object.isFrozen(tenant)).toBe(true);
    expect(Object.isFrozen(tenant?.workload.resources.limits)).toBe(true);
  });
});

describe("a template's version", () => {
  const template = {
    description: "Shop",
    country: "US",
    languages: ["en_US"],
    modules: ["sale", "crm"],
  };
  const version = (changes: object) =>
    templateReference("shop", { ...template, ...changes }, "odoo:18").version;

  it("changes with everything it is built from, and with nothing else", () => {
    expect(version({ modules: ["crm", "sale"], description: "Store" })).toBe(version({}));
    const others = [{ modules: ["sale"] }, { country: "FR" }, { languages: ["fr_FR"] }].map(
      version,
    );
    others.push(templateReference("shop", template, "odoo:18@sha256:1").version);
    expect(new Set([version({}), ...others]).size).toBe(5);
  });
});

describe("the catalog", () => {
  it("has plans whose memory holds their workers", () => {
    for (const plan of Object.values(loadCatalog(root).plans)) {
      expect(mebibytes(plan.limits.memory)).toBeGreaterThanOrEqual(neededMemory(plan.workers));
    }
  });

  it("refuses a plan that gives its workers too little memory or asks for more than it may use", () => {
    const plan = loadCatalog(root).plans.pro;
    const small = planSchema.safeParse({ ...plan, limits: { cpu: "1", memory: "512Mi" } });
    expect(small.error?.issues.map(({ message }) => message)).toEqual([
      "is too small: 2 workers need 1130Mi or more",
      "is more than limits.memory: request at most the limit",
    ]);
  });
});

describe("a derived secret", () => {
  const master = "0123456789abcdef0123456789abcdef";
  const name = { cell: "dev", slug: "acme", purpose: "postgres-role", rotation: 1 } as const;

  it("is HKDF-SHA-256 of the master secret, the same on every machine", () => {
    // Computed with Python's hmac: extract with 32 zero bytes, expand with the info below.
    expect(deriveSecret(master, name)).toBe("gfc-kcWznAPJOjbIMrkT_fn7DpoACvJ4");
  });

  it("is another one for another cell, slug, purpose, rotation or master secret", () => {
    const secrets = [
      deriveSecret(master, name),
      deriveSecret(master, { ...name, cell: "prod" }),
      deriveSecret(master, { ...name, slug: "bistro" }),
      deriveSecret(master, { ...name, purpose: "odoo-admin" }),
      deriveSecret(master, { ...name, rotation: 2 }),
      deriveSecret(`${master}x`, name),
    ];
    expect(new Set(secrets).size).toBe(6);
  });

  it("is refused a short master secret, which the error does not quote", () => {
    expect(() => deriveSecret("short", name)).toThrow(/has 5 characters, fewer than 32/);
  });
});

describe("the settings", () => {
  const settings = readStackSettings(root, "dev");

  it("take references from the environment", () => {
    const resolved = resolveSettings(settings, {
      KUBECONFIG: "/k",
      ODOO_FLEET_POSTGRES_HOST: "db",
      ODOO_FLEET_POSTGRES_PORT: "5433",
      ODOO_FLEET_CLOUDFLARE_URL: "http://127.0.0.1:1",
    });
    expect(resolved.kubernetes.kubeconfig).toBe("/k");
    expect(resolved.postgres["shared-1"]).toMatchObject({
      host: "db",
      port: 5433,
      workloadHost: "db",
      workloadPort: 5433,
    });
  });

  it("name every variable that is missing, and how to get it", () => {
    expect(() => resolveSettings(settings, { KUBECONFIG: "/k" })).toThrow(
      /variables ODOO_FLEET_POSTGRES_HOST, ODOO_FLEET_POSTGRES_PORT, ODOO_FLEET_CLOUDFLARE_URL: set them/,
    );
  });

  it("refuse an unknown field by its path", () => {
    expect(() => parseSettings({ ...settings, domian: "x" })).toThrow(
      /domian: unknown field. Did you mean "domain"\?/,
    );
  });
});

describe("the JSON Schemas for editors", () => {
  it.each(Object.entries(schemaFiles()))("%s is current (npm run schemas)", (file, text) => {
    expect(readFileSync(file, "utf8")).toBe(text);
  });
});
