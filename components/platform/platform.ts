import * as kubernetes from "@pulumi/kubernetes";
import type * as postgresql from "@pulumi/postgresql";
import * as pulumi from "@pulumi/pulumi";
import type { ResolvedCellSettings } from "../../fleet/settings";
import { CloudflareDns } from "../dns/cloudflare-dns";
import { type Dns, noDns } from "../dns/dns";
import { managedBy } from "../labels";
import type { StackConfig } from "../stack-config";
import { Certificates } from "./certificates";
import { kubernetesProvider } from "./kubernetes-provider";
import { PostgresServers } from "./postgres-servers";
import { SuspendedPage } from "./suspended-page";

/** Namespace of everything that the cell shares. */
export const SYSTEM_NAMESPACE = "odoo-fleet-system";

/**
 * What the tenants of a cell stand on: providers, the system namespace, the ingress class, the wildcard
 * certificate and its issuers, DNS and the page that visitors of suspended tenants see.
 */
export class Platform extends pulumi.ComponentResource {
  readonly settings: ResolvedCellSettings;
  readonly kubernetes: kubernetes.Provider;
  readonly dns: Dns;
  readonly certificates: Certificates;
  private readonly postgres: PostgresServers;

  constructor(cell: string, config: StackConfig, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:platform:Platform", cell, {}, opts);
    const { settings } = config;
    this.settings = settings;
    const parent = { parent: this };

    this.kubernetes = kubernetesProvider(`${cell}-kubernetes`, settings.kubernetes, parent);
    this.postgres = new PostgresServers(`${cell}-postgres`, config, parent);
    this.dns = dns(`${cell}-dns`, config, parent);

    const inCluster = { parent: this, provider: this.kubernetes };
    const namespace = systemNamespace(`${cell}-system`, inCluster);
    ingressClass(`${cell}-ingress-class`, settings.kubernetes.ingressClass, inCluster);
    this.certificates = new Certificates(
      `${cell}-certificates`,
      { namespace: namespace.metadata.name, config },
      { ...inCluster, dependsOn: [namespace] },
    );
    new SuspendedPage(
      `${cell}-suspended-page`,
      { namespace: namespace.metadata.name },
      { ...inCluster, dependsOn: [namespace] },
    );
    this.registerOutputs();
  }

  /** The provider that makes roles on one of the cell's Postgres servers. */
  postgresProvider(server: string): postgresql.Provider {
    return this.postgres.provider(server);
  }
}

function dns(name: string, config: StackConfig, opts: pulumi.ComponentResourceOptions): Dns {
  const { settings } = config;
  if (settings.dns.provider === "none") return noDns;
  const { provider, ...args } = settings.dns;
  return new CloudflareDns(name, { ...args, apiToken: config.cloudflareApiToken() }, opts);
}

function systemNamespace(
  name: string,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Namespace {
  return new kubernetes.core.v1.Namespace(
    name,
    {
      metadata: {
        name: SYSTEM_NAMESPACE,
        labels: { ...managedBy, "pod-security.kubernetes.io/enforce": "restricted" },
      },
    },
    opts,
  );
}

/** A class of the fleet's own, so that tenants do not depend on what the cluster calls its Traefik. */
function ingressClass(name: string, className: string, opts: pulumi.CustomResourceOptions): void {
  new kubernetes.networking.v1.IngressClass(
    name,
    {
      metadata: { name: className, labels: managedBy },
      spec: { controller: "traefik.io/ingress-controller" },
    },
    opts,
  );
}
