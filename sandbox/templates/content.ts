import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { addonsPath, installedModules } from "./modules";

/** Which template to build. */
export interface TemplateDefinition {
  /** Name in the catalog, such as `ecommerce`. */
  readonly name: string;
  /** First 12 hex digits of the hash of everything the template is built from. */
  readonly version: string;
  /** What a real build hands to `odoo -i`. */
  readonly modules: readonly string[];
}

/** Everything a template database is loaded from. */
export interface TemplateContent {
  /** The declared modules and all that come with them, sorted. */
  readonly installed: readonly string[];
  readonly files: readonly SqlFile[];
  /** 12 hex digits that change when anything in the database would. */
  readonly hash: string;
}

export interface SqlFile {
  /** File name below `sql/`. */
  readonly name: string;
  readonly text: string;
}

/**
 * The file, and the module whose presence calls for it, in the order in which Odoo would install the modules. As with
 * Odoo, a module creates tables and adds columns to those of the modules before it. Tables that provisioning touches
 * have every column and constraint of Odoo 18.0 (the tests compare them); of the others there is a choice, with a name
 * and little else, so that a clone has about half a real database's tables and size.
 */
const FILES: readonly (readonly [file: string, module: string])[] = [
  ["prelude", "base"],
  ["base", "base"],
  ["ir", "base"],
  ["base-rows", "base"],
  ["mail", "mail"],
  ["portal", "portal"],
  ["resource", "resource"],
  ["product", "product"],
  ["payment", "payment"],
  ["account", "account"],
  ["sale", "sale"],
  ["delivery", "delivery"],
  ["website", "website"],
  ["website_payment", "website_payment"],
  ["website_sale", "website_sale"],
  ["stock", "stock"],
  ["stock_account", "stock_account"],
  ["point_of_sale", "point_of_sale"],
  ["hr", "hr"],
  ["project", "project"],
  ["sale_management", "sale_management"],
  ["sale_project", "sale_project"],
  ["hr_timesheet", "hr_timesheet"],
  ["records", "base"],
  ["finish", "base"],
];

/**
 * Decides what the template is made of.
 *
 * @throws when a declared module is none that the sandbox can install.
 */
export function templateContent(template: TemplateDefinition): TemplateContent {
  const installed = installedModules(template.modules);
  const files = FILES.filter(([, module]) => installed.includes(module)).map(([file]) => ({
    name: `${file}.sql`,
    text: readFileSync(path.join(__dirname, "sql", `${file}.sql`), "utf8"),
  }));
  const hash = createHash("sha256")
    .update(JSON.stringify({ template, installed, addonsPath, files }))
    .digest("hex")
    .slice(0, 12);
  return { installed, files, hash };
}
