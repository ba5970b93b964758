import * as pulumi from "@pulumi/pulumi";
import { Platform } from "./components/platform/platform";
import { readStackConfig } from "./components/stack-config";
import { Tenant } from "./components/tenant/tenant";
import { loadFleet } from "./fleet/load";

const cell = pulumi.getStack();
const config = readStackConfig(process.env);
const fleet = loadFleet({ root: __dirname, stack: cell, settings: config.settings });
const platform = new Platform(cell, config);
const fleetTenants = fleet.tenants.map((spec) => new Tenant(spec.slug, { spec, platform, config }));

/** By slug: where each tenant is and what it runs. */
export const tenants = Object.fromEntries(
  fleetTenants.map((tenant, i) => [fleet.tenants[i]?.slug, tenant.outputs]),
);

/** By slug: the first password of the first administrator (`pulumi stack output --show-secrets`). */
export const adminPasswords = pulumi.secret(
  Object.fromEntries(
    fleetTenants.map((tenant, i) => [fleet.tenants[i]?.slug, tenant.adminPassword]),
  ),
);
