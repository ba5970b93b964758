import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { ResolvedCellSettings, ResolvedPostgresServer } from "../../fleet/settings";
import type { TenantSpec } from "../../fleet/spec";
import { tenantLabels, webSelector } from "../labels";

interface NetworkPoliciesArgs {
  readonly spec: TenantSpec;
  readonly settings: ResolvedCellSettings;
  readonly namespace: kubernetes.core.v1.Namespace;
}

type PolicySpec = kubernetes.types.input.networking.v1.NetworkPolicySpec;

/** Addresses that are never a mail server or an API on the internet: other Pods, nodes, the metadata service. */
const PRIVATE_RANGES = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
];

/** HTTP and, with workers, the websocket. */
const ODOO_PORTS = [8069, 8072];

/**
 * Nothing goes in or out but: in, the ingress controller; out, the cluster's DNS, the tenant's Postgres server,
 * and mail and HTTPS on the internet.
 */
export function networkPolicies(
  name: string,
  { spec, settings, namespace }: NetworkPoliciesArgs,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const [policy, policySpec] of Object.entries(policies(spec, settings))) {
    new kubernetes.networking.v1.NetworkPolicy(
      `${name}-${policy}`,
      {
        metadata: {
          name: policy,
          namespace: namespace.metadata.name,
          labels: tenantLabels(spec),
        },
        spec: policySpec,
      },
      opts,
    );
  }
}

function policies(spec: TenantSpec, settings: ResolvedCellSettings): Record<string, PolicySpec> {
  const server = settings.postgres[spec.database.server];
  if (server === undefined) throw new Error(`the cell has no server "${spec.database.server}"`);
  const web = { matchLabels: webSelector(spec) };
  return {
    "default-deny": { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    "allow-ingress-controller": {
      podSelector: web,
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [inNamespace(settings.kubernetes.ingressNamespace)],
          ports: ODOO_PORTS.map((port) => ({ port, protocol: "TCP" })),
        },
      ],
    },
    "allow-dns": {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [inNamespace("kube-system")],
          ports: ["UDP", "TCP"].map((protocol) => ({ port: 53, protocol })),
        },
      ],
    },
    "allow-postgres": { podSelector: {}, policyTypes: ["Egress"], egress: [postgresRule(server)] },
    "allow-internet": {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ ipBlock: { cidr: "0.0.0.0/0", except: PRIVATE_RANGES } }],
          ports: [443, settings.mail?.port ?? 587].map((port) => ({ port, protocol: "TCP" })),
        },
      ],
    },
  };
}

/** Without `workloadCidr` only the port is known: every address but the metadata service's. */
function postgresRule(
  server: ResolvedPostgresServer,
): kubernetes.types.input.networking.v1.NetworkPolicyEgressRule {
  const cidr = server.workloadCidr;
  const ipBlock = cidr === undefined ? { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } : { cidr };
  return { to: [{ ipBlock }], ports: [{ port: server.workloadPort, protocol: "TCP" }] };
}

function inNamespace(name: string): kubernetes.types.input.networking.v1.NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } };
}
