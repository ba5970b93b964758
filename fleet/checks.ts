import type { Catalog } from "./catalog";
import type { Fault } from "./faults";
import { tenantNames } from "./naming";
import type { CellSettings } from "./schema/settings";
import { didYouMean, quotedList } from "./suggest";
import type { LoadedTenant } from "./tenant-files";
import type { FieldPath } from "./yaml-file";

/** Tenants that one Postgres server holds at most (docs/architecture.md: the state of a larger cell costs too much). */
export const MAX_TENANTS: Readonly<Record<"shared" | "dedicated", number>> = {
  shared: 50,
  dedicated: 1,
};

/** The parts of the settings that tenants are checked against. */
export type CheckedSettings = Pick<CellSettings, "domain"> & {
  readonly postgres: Readonly<Record<string, { readonly kind: "shared" | "dedicated" }>>;
};

interface Fleet {
  readonly cell: string;
  readonly tenants: readonly LoadedTenant[];
  readonly catalog: Catalog;
  readonly settings: CheckedSettings;
}

/** Everything that one file alone cannot tell: names in other files, and room. */
export function checkFleet(fleet: Fleet): Fault[] {
  return [
    ...fleet.tenants.flatMap((tenant) => checkTenant(tenant, fleet)),
    ...checkHosts(fleet),
    ...checkNames(fleet),
    ...checkRoom(fleet),
  ];
}

function checkTenant({ tenant, yaml }: LoadedTenant, { catalog, settings }: Fleet): Fault[] {
  const faults: Fault[] = [];
  const known = (path: FieldPath, what: string, name: string, names: readonly string[]): void => {
    if (names.includes(name)) return;
    faults.push(
      yaml.fault(
        path,
        `there is no ${what} "${name}".${didYouMean(name, names)} Known: ${quotedList(names)}`,
      ),
    );
  };
  known(["plan"], "plan", tenant.plan, Object.keys(catalog.plans));
  known(["template"], "template", tenant.template, Object.keys(catalog.templates));
  known(
    ["placement", "postgres"],
    "Postgres server",
    tenant.placement.postgres,
    Object.keys(settings.postgres),
  );

  tenant.domains.forEach((host, i) => {
    if (host === settings.domain || host.endsWith(`.${settings.domain}`)) {
      faults.push(
        yaml.fault(
          ["domains", i],
          `"${host}" is under the platform's own domain ${settings.domain}, where each tenant has its slug: remove it`,
        ),
      );
    }
  });
  const plan = catalog.plans[tenant.plan];
  if (plan === undefined) return faults;
  if (tenant.domains.length > plan.include.customDomains) {
    faults.push(
      yaml.fault(
        ["domains"],
        `${tenant.domains.length} custom domains, but plan "${tenant.plan}" includes ${plan.include.customDomains}: ` +
          `remove some or choose a larger plan`,
      ),
    );
  }
  const { addons } = plan;
  tenant.addons.forEach((addon, i) => {
    if (addons !== "any" && !addons.includes(addon)) {
      faults.push(
        yaml.fault(
          ["addons", i],
          `plan "${tenant.plan}" does not allow module "${addon}".${didYouMean(addon, addons)} Remove it or choose another plan`,
        ),
      );
    }
  });
  const kind = settings.postgres[tenant.placement.postgres]?.kind;
  if (kind !== undefined && !plan.servers.includes(kind)) {
    faults.push(
      yaml.fault(
        ["placement", "postgres"],
        `"${tenant.placement.postgres}" is a ${kind} server, but plan "${tenant.plan}" wants ${quotedList(plan.servers)}`,
      ),
    );
  }
  return faults;
}

/** A host leads to one tenant, whichever file names it first. */
function checkHosts({ tenants }: Fleet): Fault[] {
  const owners = new Map<string, LoadedTenant>();
  return tenants.flatMap((loaded) =>
    loaded.tenant.domains.flatMap((host, i) => {
      const owner = owners.get(host);
      owners.set(host, owner ?? loaded);
      return owner === undefined
        ? []
        : [
            loaded.yaml.fault(
              ["domains", i],
              `"${host}" is taken by ${owner.yaml.file}: a host leads to one tenant`,
            ),
          ];
    }),
  );
}

function checkNames({ cell, tenants }: Fleet): Fault[] {
  const owners = new Map<string, LoadedTenant>();
  return tenants.flatMap((loaded) =>
    Object.entries(tenantNames(cell, loaded.slug)).flatMap(([kind, name]) => {
      const key = `${kind}/${name as string}`;
      const owner = owners.get(key);
      owners.set(key, owner ?? loaded);
      return owner === undefined
        ? []
        : [
            loaded.yaml.fault(
              [],
              `${kind} "${name as string}" is ${owner.yaml.file}'s too: choose another slug`,
            ),
          ];
    }),
  );
}

function checkRoom({ tenants, settings }: Fleet): Fault[] {
  const placed = new Map<string, number>();
  return tenants.flatMap(({ tenant, yaml }) => {
    const name = tenant.placement.postgres;
    const server = settings.postgres[name];
    if (server === undefined) return [];
    const position = (placed.get(name) ?? 0) + 1;
    placed.set(name, position);
    const most = MAX_TENANTS[server.kind];
    if (position <= most) return [];
    const message = `"${name}" is a ${server.kind} server and holds ${most} tenant${most === 1 ? "" : "s"} at most: choose another`;
    return [yaml.fault(["placement", "postgres"], message)];
  });
}
