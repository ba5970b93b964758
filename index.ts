import * as pulumi from "@pulumi/pulumi";
import { explained } from "./components/explained";
import { Platform } from "./components/platform/platform";
import { readStackConfig } from "./components/stack-config";
import { Tenant } from "./components/tenant/tenant";
import { loadFleet } from "./fleet/load";

const cell = pulumi.getStack();
const config = explained(() => readStackConfig(process.env));
const { settings } = config;
const fleet = explained(() => loadFleet({ root: __dirname, stack: cell, settings }));
const platform = new Platform(cell, config);
const bySlug = fleet.tenants.map(
  (spec) => [spec.slug, new Tenant(spec.slug, { spec, platform, config })] as const,
);

/** By slug: where each tenant is and what it runs. */
export const tenants = Object.fromEntries(bySlug.map(([slug, { outputs }]) => [slug, outputs]));

/** By slug: the first administrator's first password (`pulumi stack output --show-secrets`). */
export const adminPasswords = pulumi.secret(
  Object.fromEntries(bySlug.map(([slug, { adminPassword }]) => [slug, adminPassword])),
);
