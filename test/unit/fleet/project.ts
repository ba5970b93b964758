import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FleetError, formatFault } from "../../../fleet/faults";
import { loadFleet } from "../../../fleet/load";

/** A tenant file that is right. */
export const GOOD = `company: Acme Trading
plan: pro
template: ecommerce
admin: { email: ops@acme.example }
placement: { postgres: shared-1 }
`;

/** {@link GOOD} with one text replaced. */
export function but(from: string, to: string): string {
  if (!GOOD.includes(from)) throw new Error(`a good file has no "${from}"`);
  return GOOD.replace(from, to);
}

/** A project in a temporary folder: the real catalog, the settings of `dev`, and these files. */
export function project(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), "odoo-fleet-project-"));
  for (const part of ["catalog", "Pulumi.dev.yaml"]) {
    cpSync(join(process.cwd(), part), join(root, part), { recursive: true });
  }
  mkdirSync(join(root, "tenants/dev"), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(join(root, file), content);
  return root;
}

/** Every fault that loading the project reports, one a line. */
export function faultsOf(root: string): string[] {
  try {
    loadFleet({ root, stack: "dev" });
    return [];
  } catch (error) {
    if (error instanceof FleetError) return error.faults.map(formatFault);
    throw error;
  }
}
