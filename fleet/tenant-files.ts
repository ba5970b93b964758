import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compare, type Fault } from "./faults";
import { MAX_DNS_LABEL, SLUG } from "./naming";
import { RESERVED_SLUGS } from "./reserved";
import { type TenantFile, tenantSchema } from "./schema/tenant";
import { validate } from "./validate";
import { readYamlFile, type YamlFile } from "./yaml-file";

/** A tenant whose own file is right; whether it fits the rest of the fleet is another question. */
export interface LoadedTenant {
  readonly slug: string;
  readonly tenant: TenantFile;
  readonly yaml: YamlFile;
}

/** Reads every file of `tenants/<stack>/`, whatever is wrong with some of them. */
export function readTenantFiles(
  root: string,
  stack: string,
): { readonly tenants: readonly LoadedTenant[]; readonly faults: readonly Fault[] } {
  const folder = `tenants/${stack}`;
  if (!existsSync(join(root, folder))) {
    const message = `stack "${stack}" has no tenants: create this folder, it may be empty`;
    return { tenants: [], faults: [{ file: folder, line: 1, column: 1, field: "", message }] };
  }
  const tenants: LoadedTenant[] = [];
  const faults: Fault[] = [];
  for (const name of readdirSync(join(root, folder)).sort(compare)) {
    // Editors and git keep files of their own (.gitkeep, .acme.yaml.swp).
    if (name.startsWith(".")) continue;
    const result = readTenantFile(root, folder, name);
    if ("faults" in result) faults.push(...result.faults);
    else tenants.push(result);
  }
  return { tenants, faults };
}

function readTenantFile(
  root: string,
  folder: string,
  name: string,
): LoadedTenant | { readonly faults: readonly Fault[] } {
  const file = `${folder}/${name}`;
  const message = misnamed(join(root, file), name);
  if (message !== undefined) return { faults: [{ file, line: 1, column: 1, field: "", message }] };
  const read = readYamlFile(root, file);
  if ("faults" in read) return read;
  const checked = validate(read.yaml, tenantSchema);
  if ("faults" in checked) return checked;
  return { slug: name.slice(0, -".yaml".length), tenant: checked.value, yaml: read.yaml };
}

/** What keeps a directory entry from being a tenant's file. */
function misnamed(path: string, name: string): string | undefined {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return "is a symbolic link: put the file itself here";
  if (!entry.isFile()) return "is not a file: a tenant is one file, such as acme.yaml";
  if (name.endsWith(".yml")) return `ends in .yml: rename it to ${name.slice(0, -4)}.yaml`;
  if (!name.endsWith(".yaml")) return "is not a tenant's file: its name must end in .yaml";
  const slug = name.slice(0, -".yaml".length);
  if (slug.length > MAX_DNS_LABEL) {
    return `the slug has ${slug.length} characters, more than a DNS label's ${MAX_DNS_LABEL}: shorten the file's name`;
  }
  if (!SLUG.test(slug)) {
    return `"${slug}" is not a slug: name the file with lower-case letters, digits and inner hyphens`;
  }
  if (RESERVED_SLUGS.has(slug))
    return `"${slug}" is reserved for the platform: choose another name for the file`;
  return undefined;
}
