import type { z } from "zod";
import { type Fault, FleetError } from "./faults";
import { type Plan, plansSchema } from "./schema/plan";
import { type Template, templatesSchema } from "./schema/template";
import { validate } from "./validate";
import { readYamlFile } from "./yaml-file";

/** What tenants can choose from: `catalog/plans.yaml` and `catalog/templates.yaml`. */
export interface Catalog {
  readonly plans: Readonly<Record<string, Plan>>;
  readonly templates: Readonly<Record<string, Template>>;
}

export function checkCatalog(
  root: string,
): { readonly catalog: Catalog } | { readonly faults: readonly Fault[] } {
  const plans = readChecked(root, "catalog/plans.yaml", plansSchema);
  const templates = readChecked(root, "catalog/templates.yaml", templatesSchema);
  if ("faults" in plans || "faults" in templates) {
    return { faults: [plans, templates].flatMap((part) => ("faults" in part ? part.faults : [])) };
  }
  return { catalog: { plans: plans.value, templates: templates.value } };
}

/** @throws FleetError with every fault of both files. */
export function loadCatalog(root: string): Catalog {
  const checked = checkCatalog(root);
  if ("faults" in checked) throw new FleetError(checked.faults);
  return checked.catalog;
}

function readChecked<Schema extends z.ZodType>(
  root: string,
  file: string,
  schema: Schema,
): { readonly value: z.output<Schema> } | { readonly faults: readonly Fault[] } {
  const read = readYamlFile(root, file);
  return "faults" in read ? read : validate(read.yaml, schema);
}
