import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Fault, FleetError } from "./faults";
import { type CellSettings, settingsSchema } from "./schema/settings";
import { validate } from "./validate";
import { readYamlFile, type YamlFile } from "./yaml-file";

const CELL = ["config", "odoo-fleet:cell"] as const;

/** The cell's settings as they stand in `Pulumi.<stack>.yaml`, with their place, for tools that run without Pulumi. */
export function checkStackSettings(
  root: string,
  stack: string,
):
  | { readonly settings: CellSettings; readonly yaml: YamlFile }
  | { readonly faults: readonly Fault[] } {
  const file = `Pulumi.${stack}.yaml`;
  if (!existsSync(join(root, file))) {
    const message = `stack "${stack}" has no settings: create this file, Pulumi.prod.yaml is a complete example`;
    return { faults: [{ file, line: 1, column: 1, field: "", message }] };
  }
  const read = readYamlFile(root, file);
  if ("faults" in read) return read;
  const checked = validate(read.yaml, settingsSchema, CELL);
  return "faults" in checked ? checked : { settings: checked.value, yaml: read.yaml };
}

/** @throws FleetError with every fault of the file. */
export function readStackSettings(root: string, stack: string): CellSettings {
  const checked = checkStackSettings(root, stack);
  if ("faults" in checked) throw new FleetError(checked.faults);
  return checked.settings;
}
