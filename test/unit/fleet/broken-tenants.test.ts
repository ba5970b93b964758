import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { FleetError } from "../../../fleet/faults";
import { loadFleet } from "../../../fleet/load";
import { BROKEN_TENANTS } from "./broken-tenants";
import { expectGolden } from "./golden";
import { but, faultsOf, GOOD, project } from "./project";

describe("a broken tenant file", () => {
  it("is reported with file, line, column, field, value and what to do: 45 kinds", () => {
    const reports = Object.entries(BROKEN_TENANTS).map(([what, content]) => {
      const faults = faultsOf(project({ "tenants/dev/acme.yaml": content }));
      expect(faults, what).not.toEqual([]);
      return `# ${what}\n${faults.join("\n")}\n`;
    });
    expect(reports.length).toBeGreaterThanOrEqual(45);
    expectGolden("broken-tenants.txt", reports.join(""));
  });

  it("is not found where there is none", () => {
    expect(faultsOf(project({ "tenants/dev/acme.yaml": GOOD }))).toEqual([]);
  });

  it("does not hide the faults of another: all are reported at once, in the order of files and lines", () => {
    const files = {
      "tenants/dev/b.yaml": but("plan: pro", "plan: por"),
      "tenants/dev/a.yaml": `${but("Acme Trading", '""')}state: gone\n`,
      "tenants/dev/c.yaml": but("shared-1", "shared-9"),
    };
    expect(faultsOf(project(files)).map((fault) => fault.split(" ")[0])).toEqual([
      "tenants/dev/a.yaml:1:10",
      "tenants/dev/a.yaml:6:8",
      "tenants/dev/b.yaml:2:7",
      "tenants/dev/c.yaml:5:24",
    ]);
  });

  it("stops the load with one error that counts the faults", () => {
    const root = project({ "tenants/dev/a.yaml": "" });
    expect(() => loadFleet({ root, stack: "dev" })).toThrow(FleetError);
    expect(() => loadFleet({ root, stack: "dev" })).toThrow(/1 fault, nothing was changed$/);
  });
});

describe("a file's name", () => {
  it.each([
    ["acme.yml", "ends in .yml: rename it to acme.yaml"],
    ["acme.json", "is not a tenant's file: its name must end in .yaml"],
    [
      "Acme.yaml",
      '"Acme" is not a slug: name the file with lower-case letters, digits and inner hyphens',
    ],
    [
      "-acme.yaml",
      '"-acme" is not a slug: name the file with lower-case letters, digits and inner hyphens',
    ],
    [
      "a_b.yaml",
      '"a_b" is not a slug: name the file with lower-case letters, digits and inner hyphens',
    ],
    ["www.yaml", '"www" is reserved for the platform: choose another name for the file'],
    [
      "template0.yaml",
      '"template0" is reserved for the platform: choose another name for the file',
    ],
    [
      `${"a".repeat(64)}.yaml`,
      "the slug has 64 characters, more than a DNS label's 63: shorten the file's name",
    ],
  ])("%s is refused", (name, message) => {
    const file = `tenants/dev/${name}`;
    expect(faultsOf(project({ [file]: GOOD }))).toEqual([`${file}:1:1 ${message}`]);
  });

  it("that is a symbolic link or a folder is refused", () => {
    const root = project({ "secret.yaml": GOOD });
    symlinkSync(join(root, "secret.yaml"), join(root, "tenants/dev/linked.yaml"));
    mkdirSync(join(root, "tenants/dev/folder.yaml"));
    expect(faultsOf(root)).toEqual([
      "tenants/dev/folder.yaml:1:1 is not a file: a tenant is one file, such as acme.yaml",
      "tenants/dev/linked.yaml:1:1 is a symbolic link: put the file itself here",
    ]);
  });
});

describe("a fleet", () => {
  it("gives a host to one tenant only", () => {
    const text = `${GOOD}domains: [shop.example]\n`;
    expect(faultsOf(project({ "tenants/dev/a.yaml": text, "tenants/dev/b.yaml": text }))).toEqual([
      'tenants/dev/b.yaml:6:11 domains.0: "shop.example" is taken by tenants/dev/a.yaml: a host leads to one tenant',
    ]);
  });

  it("holds 50 tenants on a shared server", () => {
    const files = Array.from({ length: 51 }, (_, i) => [`tenants/dev/t${i + 100}.yaml`, GOOD]);
    expect(faultsOf(project(Object.fromEntries(files) as Record<string, string>))).toEqual([
      'tenants/dev/t150.yaml:5:24 placement.postgres: "shared-1" is a shared server and holds 50 tenants at most: choose another',
    ]);
  });

  it("puts only plans that allow it on a dedicated server, and one tenant", () => {
    const enterprise = but("plan: pro", "plan: enterprise");
    const root = project({
      "tenants/dev/a.yaml": enterprise,
      "tenants/dev/b.yaml": enterprise,
      "tenants/dev/c.yaml": GOOD,
    });
    const settings = {
      domain: "dev.odoo-fleet.test",
      image: "odoo:18.0",
      postgres: { "shared-1": { kind: "dedicated" as const } },
    };
    expect(() => loadFleet({ root, stack: "dev", settings })).toThrow(
      'tenants/dev/b.yaml:5:24 placement.postgres: "shared-1" is a dedicated server and holds 1 tenant at most: choose another\n' +
        'tenants/dev/c.yaml:5:24 placement.postgres: "shared-1" is a dedicated server and holds 1 tenant at most: choose another\n' +
        'tenants/dev/c.yaml:5:24 placement.postgres: "shared-1" is a dedicated server, but plan "pro" wants "shared"',
    );
  });

  it("reports faults of the settings and the catalog in their own files", () => {
    const root = project({ "tenants/dev/a.yaml": GOOD });
    writeFileSync(
      join(root, "Pulumi.dev.yaml"),
      "config:\n  odoo-fleet:cell:\n    domain: Not A Host\n",
    );
    writeFileSync(join(root, "catalog/templates.yaml"), "blank: { description: Empty }\n");
    const faults = faultsOf(root).map((fault) => fault.split(" ").slice(0, 2).join(" "));
    expect(faults).toContain("Pulumi.dev.yaml:3:13 config.odoo-fleet:cell.domain:");
    expect(faults).toContain("Pulumi.dev.yaml:3:5 config.odoo-fleet:cell.kubernetes:");
    expect(faults).toContain("catalog/templates.yaml:1:8 blank.modules:");
  });
});
