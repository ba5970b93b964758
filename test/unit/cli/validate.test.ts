import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { but, GOOD, project } from "../fleet/project";

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function fleet(...args: string[]): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["cli/fleet.js", ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
    });
  });
}

describe("fleet validate", () => {
  it("ends with 0 and counts the tenants of every stack of the project", async () => {
    expect(await fleet("validate")).toEqual({
      code: 0,
      stdout: "dev: 3 tenants, no faults\nprod: 2 tenants, no faults\n",
      stderr: "",
    });
  });

  it("ends with 1 and prints each fault on a line", async () => {
    const root = project({ "tenants/dev/a.yaml": but("plan: pro", "plan: por") });
    const { code, stdout } = await fleet("--root", root, "validate", "--stack", "dev");
    expect(code).toBe(1);
    expect(stdout).toBe(
      'tenants/dev/a.yaml:2:7 plan: there is no plan "por". Did you mean "pro"? ' +
        'Known: "starter", "pro", "enterprise"\ndev: 1 fault\n',
    );
  });

  it("prints JSON for scripts", async () => {
    const root = project({ "tenants/dev/a.yaml": but("plan: pro", "plan: por") });
    const { stdout } = await fleet("--root", root, "validate", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      stacks: [
        {
          stack: "dev",
          faults: [{ file: "tenants/dev/a.yaml", line: 2, column: 7, field: "plan" }],
        },
      ],
    });
  });

  it("ends with 2 on wrong usage and shows an example with --help", async () => {
    expect((await fleet("validate", "--stak", "dev")).code).toBe(2);
    expect((await fleet("validate", "--help")).stdout).toContain("fleet validate --stack prod");
  });

  it("reads 200 files over four servers", async () => {
    const files = Array.from({ length: 200 }, (_, i) => [
      `tenants/dev/t${i + 100}.yaml`,
      GOOD.replace("shared-1", `shared-${(i % 4) + 1}`),
    ]);
    const root = project(Object.fromEntries(files) as Record<string, string>);
    const servers = [1, 2, 3, 4].map((n) => `      shared-${n}: { kind: shared, host: db${n} }`);
    writeFileSync(
      join(root, "Pulumi.dev.yaml"),
      [
        "config:",
        "  odoo-fleet:cell:",
        "    domain: apps.example.com",
        "    kubernetes: { clusterIdentifier: c }",
        "    postgres:",
        ...servers,
        "    dns: { provider: none }",
        "    certificates: { email: ops@example.com }",
        "",
      ].join("\n"),
    );
    expect((await fleet("--root", root, "validate")).stdout).toBe("dev: 200 tenants, no faults\n");
  });
});
