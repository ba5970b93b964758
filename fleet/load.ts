import { type Catalog, checkCatalog } from "./catalog";
import { type CheckedSettings, checkFleet } from "./checks";
import { expandTenant } from "./expand";
import { type Fault, FleetError, sortFaults } from "./faults";
import { checkStackSettings } from "./settings-file";
import type { FleetSpec, TenantSpec } from "./spec";
import { type LoadedTenant, readTenantFiles } from "./tenant-files";

/** Which fleet to read. */
export interface LoadArgs {
  /** The project's folder. */
  readonly root: string;
  /** The stack, which is the cell. */
  readonly stack: string;
  /** The cell's settings; read from `Pulumi.<stack>.yaml` unless given. */
  readonly settings?: LoadSettings;
}

/** What a fleet is expanded with, whether or not references to the environment are resolved. */
export type LoadSettings = CheckedSettings & { readonly image: string };

/**
 * Reads and expands the whole cell.
 *
 * @throws FleetError with every fault of every file.
 */
export function loadFleet(args: LoadArgs): FleetSpec {
  const { fleet, faults } = checkedFleet(args);
  if (fleet === undefined) throw new FleetError(faults);
  return fleet;
}

/** {@link loadFleet} for those who want the faults themselves. */
export function checkedFleet(args: LoadArgs): {
  readonly fleet?: FleetSpec;
  readonly faults: readonly Fault[];
} {
  const { root, stack } = args;
  const settings =
    args.settings === undefined ? checkStackSettings(root, stack) : { settings: args.settings };
  const catalog = checkCatalog(root);
  const files = readTenantFiles(root, stack);
  const faults = [
    ...("faults" in settings ? settings.faults : []),
    ...("faults" in catalog ? catalog.faults : []),
    ...files.faults,
  ];
  if ("faults" in settings || "faults" in catalog) return { faults: sortFaults(faults) };
  const cell = { stack, catalog: catalog.catalog, settings: settings.settings };
  faults.push(...checkFleet({ cell: stack, tenants: files.tenants, ...cell }));
  if (faults.length > 0) return { faults: sortFaults(faults) };
  return {
    fleet: { cell: stack, tenants: files.tenants.map((file) => expand(file, cell)) },
    faults,
  };
}

function expand(
  { slug, tenant }: LoadedTenant,
  cell: { readonly stack: string; readonly catalog: Catalog; readonly settings: LoadSettings },
): TenantSpec {
  const plan = cell.catalog.plans[tenant.plan];
  const template = cell.catalog.templates[tenant.template];
  if (plan === undefined || template === undefined)
    throw new Error(`tenant ${slug} was not checked`);
  const { domain, image } = cell.settings;
  return expandTenant({ cell: cell.stack, slug, tenant, plan, template, domain, image });
}
