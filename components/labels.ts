import type { TenantSpec } from "../fleet/spec";

/** On every Kubernetes object that the program makes. */
export const managedBy = { "app.kubernetes.io/managed-by": "odoo-fleet" };

/** On every Kubernetes object of one tenant. */
export function tenantLabels(spec: TenantSpec): Record<string, string> {
  return {
    ...managedBy,
    "app.kubernetes.io/name": "odoo",
    "app.kubernetes.io/instance": spec.slug,
    "odoo-fleet.io/tenant": spec.slug,
    "odoo-fleet.io/plan": spec.plan,
  };
}

/** Selects the tenant's web Pods. Never changes: a Deployment's selector is immutable. */
export function webSelector(spec: TenantSpec): Record<string, string> {
  return { "app.kubernetes.io/instance": spec.slug, "app.kubernetes.io/component": "web" };
}
