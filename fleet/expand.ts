import { createHash } from "node:crypto";
import { compare } from "./faults";
import { templateDatabaseName, tenantNames } from "./naming";
import type { Plan } from "./schema/plan";
import type { Template } from "./schema/template";
import type { TenantFile } from "./schema/tenant";
import type { TemplateReference, TenantSpec } from "./spec";

/** What a tenant is made from, all of it checked. */
export interface ExpandArgs {
  readonly cell: string;
  readonly slug: string;
  readonly tenant: TenantFile;
  readonly plan: Plan;
  readonly template: Template;
  /** The cell's domain. */
  readonly domain: string;
  /** The cell's Odoo image. */
  readonly image: string;
}

/** File + plan + template + settings = one fully resolved, frozen description. Pure. */
export function expandTenant(args: ExpandArgs): TenantSpec {
  const { cell, slug, tenant, plan, template, domain, image } = args;
  const names = tenantNames(cell, slug);
  const platformHost = `${names.dnsLabel}.${domain}`;
  const primary = tenant.domains[0] ?? platformHost;
  return freeze({
    slug,
    cell,
    company: tenant.company,
    state: tenant.state,
    plan: tenant.plan,
    template: templateReference(tenant.template, template, image),
    admin: tenant.admin,
    hosts: { primary, platform: platformHost, custom: tenant.domains },
    baseUrl: `https://${primary}`,
    addons: [...tenant.addons].sort(compare),
    names,
    database: {
      server: tenant.placement.postgres,
      connectionLimit: plan.database.connectionLimit,
      poolSize: plan.database.poolSize,
      passwordRotation: tenant.rotations.database,
      adminPasswordRotation: tenant.rotations.admin,
    },
    workload: {
      image,
      workers: plan.workers,
      cronThreads: plan.cronThreads,
      replicas: plan.replicas,
      resources: { requests: plan.requests, limits: plan.limits },
      storage: plan.storage,
    },
    quota: plan.quota,
    limits: plan.include,
  });
}

/** The version is a hash of everything the template is built from: another image or module is another version. */
export function templateReference(
  name: string,
  { country, languages, modules }: Template,
  image: string,
): TemplateReference {
  const recipe = {
    country,
    image,
    languages: [...languages].sort(compare),
    modules: [...modules].sort(compare),
  };
  const version = createHash("sha256").update(JSON.stringify(recipe)).digest("hex").slice(0, 12);
  return { name, version, database: templateDatabaseName(name, version) };
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
