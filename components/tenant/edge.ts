import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { TenantSpec } from "../../fleet/spec";
import { tenantLabels } from "../labels";
import type { Platform } from "../platform/platform";
import type { Workload } from "./workload";

/** The arguments of {@link Edge}. */
export interface EdgeArgs {
  readonly spec: TenantSpec;
  readonly platform: Platform;
  readonly namespace: kubernetes.core.v1.Namespace;
  readonly workload: Workload;
}

const CERTIFICATE_SECRET = "tenant-tls";

/** How the internet reaches the tenant: the DNS record of its platform host, its Ingress and its certificate. */
export class Edge extends pulumi.ComponentResource {
  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:tenant:Edge", name, {}, opts);
    const { spec, platform } = args;
    const inside = { parent: this, deletedWith: args.namespace };
    // Customers publish their own domains: the cell's zone holds only the platform host.
    platform.dns.publish(`${name}-record`, spec.hosts.platform, owner(spec), { parent: this });
    const hosts = ownCertificateHosts(args);
    if (hosts.length > 0) {
      platform.certificates.issue(
        `${name}-certificate`,
        {
          namespace: args.namespace.metadata.name,
          secretName: CERTIFICATE_SECRET,
          hosts,
          labels: tenantLabels(spec),
        },
        inside,
      );
    }
    ingress(`${name}-ingress`, args, hosts, inside);
    this.registerOutputs();
  }
}

function owner(spec: TenantSpec): string {
  return `tenant ${spec.cell}/${spec.slug}`;
}

/** Hosts that the cell's wildcard does not cover. */
function ownCertificateHosts({ spec, platform }: EdgeArgs): string[] {
  return platform.certificates.hasWildcard
    ? [...spec.hosts.custom]
    : [spec.hosts.platform, ...spec.hosts.custom];
}

function ingress(
  name: string,
  { spec, platform, namespace, workload }: EdgeArgs,
  ownCertificate: readonly string[],
  opts: pulumi.CustomResourceOptions,
): void {
  const service = workload.service.metadata.name;
  const covered = [spec.hosts.platform].filter((host) => !ownCertificate.includes(host));
  new kubernetes.networking.v1.Ingress(
    name,
    {
      metadata: {
        name: "odoo",
        namespace: namespace.metadata.name,
        labels: tenantLabels(spec),
        annotations: {
          // Whether Traefik has published an address says nothing about the tenant: nothing to wait for.
          "pulumi.com/skipAwait": "true",
          "traefik.ingress.kubernetes.io/router.entrypoints": "websecure",
          "traefik.ingress.kubernetes.io/router.tls": "true",
        },
      },
      spec: {
        ingressClassName: platform.settings.kubernetes.ingressClass,
        rules: [spec.hosts.platform, ...spec.hosts.custom].map((host) => ({
          host,
          http: {
            paths: [path("/websocket", service, "websocket"), path("/", service, "http")],
          },
        })),
        tls: [
          // No secret: Traefik's default certificate, the wildcard, covers it.
          ...(covered.length > 0 ? [{ hosts: covered }] : []),
          ...(ownCertificate.length > 0
            ? [{ hosts: [...ownCertificate], secretName: CERTIFICATE_SECRET }]
            : []),
        ],
      },
    },
    opts,
  );
}

function path(
  prefix: string,
  service: pulumi.Input<string>,
  port: "http" | "websocket",
): kubernetes.types.input.networking.v1.HTTPIngressPath {
  return {
    path: prefix,
    pathType: "Prefix",
    backend: { service: { name: service, port: { name: port } } },
  };
}
