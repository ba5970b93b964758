import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { Platform } from "../../components/platform/platform";
import { readStackConfig } from "../../components/stack-config";
import { Tenant } from "../../components/tenant/tenant";
import { loadFleet } from "../../fleet/load";

const MASTER_SECRET = "canary-master-secret-of-forty-characters";

/** Registrations by logical name, as the engine would see them. */
const registered = new Map<string, pulumi.runtime.MockResourceArgs>();
const duplicates: string[] = [];

beforeAll(async () => {
  await pulumi.runtime.setMocks(
    {
      newResource(args) {
        const key = `${args.type}::${args.name}`;
        if (registered.has(key)) duplicates.push(key);
        registered.set(key, args);
        return { id: `${args.name}-id`, state: args.inputs as Record<string, unknown> };
      },
      call(args) {
        throw new Error(`unexpected call of ${args.token}`);
      },
    },
    "odoo-fleet",
    "dev",
    false,
  );
  pulumi.runtime.setAllConfig(
    {
      "odoo-fleet:cell": JSON.stringify({
        domain: "dev.odoo-fleet.test",
        kubernetes: { clusterIdentifier: "test" },
        postgres: { "shared-1": { kind: "shared", host: "db.example" } },
        dns: { provider: "cloudflare", zoneId: "0".repeat(32), target: "203.0.113.7" },
        certificates: { email: "ops@odoo-fleet.test" },
      }),
      "odoo-fleet:masterSecret": MASTER_SECRET,
      "odoo-fleet:postgresPasswords": JSON.stringify({ "shared-1": "canary-admin-password" }),
      "odoo-fleet:cloudflareApiToken": "canary-token",
    },
    ["odoo-fleet:masterSecret", "odoo-fleet:postgresPasswords", "odoo-fleet:cloudflareApiToken"],
  );
  const config = readStackConfig({});
  const platform = new Platform("dev", config);
  const { tenants } = loadFleet({ root: process.cwd(), stack: "dev", settings: config.settings });
  for (const spec of tenants) new Tenant(spec.slug, { spec, platform, config });
  await pulumi.runtime.disconnect();
});

function inputs(name: string): Record<string, unknown> {
  const found = [...registered.values()].find((resource) => resource.name === name);
  if (found === undefined) throw new Error(`nothing is registered as ${name}`);
  return found.inputs as Record<string, unknown>;
}

describe("the components of several tenants", () => {
  it("give every resource a name of its own", () => {
    expect(registered.size).toBeGreaterThan(70);
    expect(duplicates).toEqual([]);
  });

  it("name every resource after its tenant or cell", () => {
    const names = [...registered.values()].map(({ name }) => name.split("-")[0]);
    expect(new Set(names)).toEqual(new Set(["dev", "acme", "bistro", "northwind"]));
  });

  it("serialise one small, secret-free provider text for all tenants", () => {
    const texts = ["acme", "bistro", "northwind"].map(
      (slug) => inputs(`${slug}-database-clone`).__provider as string,
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]?.length).toBeLessThan(6_000);
    expect(texts[0]).not.toContain("canary");
  });

  it("give the database no secret", () => {
    const { __provider, ...rest } = inputs("acme-database-clone");
    expect(JSON.stringify(rest)).not.toMatch(/password"|secret/i);
  });

  it("route the websocket to the evented process only where there are workers", () => {
    const port = (slug: string) => {
      const { ports } = inputs(`${slug}-workload-service`).spec as { ports: object[] };
      return ports[1];
    };
    expect(port("bistro")).toMatchObject({ name: "websocket", targetPort: "http" });
    expect(port("northwind")).toMatchObject({ name: "websocket", targetPort: "websocket" });
  });

  it("run Odoo as Pod Security restricted wants it", () => {
    const { template } = inputs("acme-workload-web").spec as {
      template: { spec: { securityContext: object; containers: { securityContext: object }[] } };
    };
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true });
    expect(template.spec.containers[0]?.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("let no tenant reach the metadata address or private ranges over HTTPS", () => {
    const policy = inputs("acme-isolation-allow-internet").spec as {
      egress: { to: { ipBlock: { except: string[] } }[] }[];
    };
    expect(policy.egress[0]?.to[0]?.ipBlock.except).toEqual(
      expect.arrayContaining(["169.254.0.0/16", "10.0.0.0/8"]),
    );
  });
});
