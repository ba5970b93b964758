import { describe, expect, it } from "vitest";
import { templateContent } from "../../../sandbox/templates/content";
import { installedModules } from "../../../sandbox/templates/modules";
import { odooFacts, TEMPLATE_NAMES, TEMPLATES } from "./support";

const blank = { name: "blank", version: "0123456789ab", modules: TEMPLATES.blank };
const filesOf = (modules: readonly string[]): string[] =>
  templateContent({ ...blank, modules }).files.map(({ name }) => name);

describe("installedModules", () => {
  it.each(TEMPLATE_NAMES)("ends up with what a real Odoo installs for the %s template", (name) => {
    const real = odooFacts("modules").filter(({ template }) => template === name);
    expect(installedModules(TEMPLATES[name])).toEqual(real.map(({ module }) => module).sort());
  });

  it("refuses a module that the sandbox cannot install, where Odoo would only warn", () => {
    expect(() => installedModules(["web", "contatcs"])).toThrow(
      /module "contatcs" is not one the sandbox can install: .*modules\.yaml/,
    );
  });
});

describe("templateContent", () => {
  it("loads the SQL files of the modules that are installed, and no others", () => {
    expect(filesOf(["contacts"])).not.toContain("account.sql");
    expect(filesOf(["sale_project"])).toEqual(
      expect.arrayContaining(["mail.sql", "account.sql", "sale.sql", "project.sql"]),
    );
    expect(filesOf(["sale_project"])).not.toContain("website.sql");
  });

  it("ends with what is derived from all tables", () => {
    expect(filesOf(["website_sale"]).slice(-2)).toEqual(["records.sql", "finish.sql"]);
  });

  it("has the same hash for the same template, and another for another name, version or module", () => {
    const { hash } = templateContent(blank);
    expect(hash).toMatch(/^[0-9a-f]{12}$/);
    expect(templateContent({ ...blank }).hash).toBe(hash);
    const others = [
      { ...blank, name: "empty" },
      { ...blank, version: "ffffffffffff" },
      { ...blank, modules: [...blank.modules, "uom"] },
    ];
    for (const other of others) expect(templateContent(other).hash).not.toBe(hash);
  });
});
