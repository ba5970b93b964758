import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TenantSpec } from "../../fleet/spec";
import { tenantLabels } from "../labels";
import type { Platform } from "../platform/platform";
import { networkPolicies } from "./network-policies";

/** The arguments of {@link Isolation}. */
export interface IsolationArgs {
  readonly spec: TenantSpec;
  readonly platform: Platform;
}

/** The walls of the tenant: a namespace under Pod Security "restricted", its quota and who may talk to whom. */
export class Isolation extends pulumi.ComponentResource {
  readonly namespace: kubernetes.core.v1.Namespace;
  /** What a larger plan must raise before the workload may grow into it. */
  readonly bounds: readonly pulumi.Resource[];

  constructor(name: string, args: IsolationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:tenant:Isolation", name, {}, opts);
    const { spec, platform } = args;
    this.namespace = namespace(name, spec, { parent: this });
    // Deleting a namespace deletes what is in it: no call for each object.
    const inside = { parent: this, deletedWith: this.namespace };
    this.bounds = [
      quota(`${name}-quota`, spec, this.namespace, inside),
      limitRange(`${name}-limits`, spec, this.namespace, inside),
    ];
    networkPolicies(name, { spec, settings: platform.settings, namespace: this.namespace }, inside);
    this.registerOutputs();
  }
}

function namespace(
  name: string,
  spec: TenantSpec,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Namespace {
  return new kubernetes.core.v1.Namespace(
    `${name}-namespace`,
    {
      metadata: {
        name: spec.names.namespace,
        labels: {
          ...tenantLabels(spec),
          "pod-security.kubernetes.io/enforce": "restricted",
          "pod-security.kubernetes.io/warn": "restricted",
        },
        annotations: { "odoo-fleet.io/company": spec.company },
      },
    },
    // The filestore lives in this namespace: it goes only when the tenant is offboarded.
    { ...opts, protect: true },
  );
}

function quota(
  name: string,
  spec: TenantSpec,
  namespace: kubernetes.core.v1.Namespace,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const { cpu, memory, storage, pods, volumeClaims } = spec.quota;
  return new kubernetes.core.v1.ResourceQuota(
    name,
    {
      metadata: { name: "tenant", namespace: namespace.metadata.name, labels: tenantLabels(spec) },
      spec: {
        hard: {
          "limits.cpu": cpu,
          "limits.memory": memory,
          "requests.storage": storage,
          pods: String(pods),
          persistentvolumeclaims: String(volumeClaims),
          "services.loadbalancers": "0",
          "services.nodeports": "0",
        },
      },
    },
    opts,
  );
}

/** A quota refuses Pods that name no limits, so what runs beside Odoo (a job, a debug Pod) gets small ones. */
function limitRange(
  name: string,
  spec: TenantSpec,
  namespace: kubernetes.core.v1.Namespace,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  return new kubernetes.core.v1.LimitRange(
    name,
    {
      metadata: { name: "tenant", namespace: namespace.metadata.name, labels: tenantLabels(spec) },
      spec: {
        limits: [
          {
            type: "Container",
            default: { cpu: "250m", memory: "256Mi" },
            defaultRequest: { cpu: "50m", memory: "128Mi" },
            max: spec.workload.resources.limits,
          },
        ],
      },
    },
    opts,
  );
}
