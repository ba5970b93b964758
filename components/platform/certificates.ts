import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { managedBy } from "../labels";
import type { StackConfig } from "../stack-config";

/** The arguments of {@link Certificates}. */
export interface CertificatesArgs {
  readonly namespace: pulumi.Input<string>;
  readonly config: StackConfig;
}

/** cert-manager reads a ClusterIssuer's secrets from its own namespace. */
const CERT_MANAGER_NAMESPACE = "cert-manager";

const CERT_MANAGER_API = "cert-manager.io/v1";

/**
 * The cell's certificates. With Cloudflare, one DNS-01 wildcard serves all platform hosts as Traefik's default
 * certificate: Let's Encrypt allows 50 certificates per registered domain and week, too few for one each.
 * Custom domains, and all hosts of a cell without DNS provider, get certificates of their own by HTTP-01.
 */
export class Certificates extends pulumi.ComponentResource {
  /** True when platform hosts need no certificate of their own. */
  readonly hasWildcard: boolean;
  private readonly http01: kubernetes.apiextensions.CustomResource;

  constructor(name: string, args: CertificatesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:platform:Certificates", name, {}, opts);
    const { settings } = args.config;
    this.hasWildcard = settings.dns.provider === "cloudflare";
    this.http01 = issuer(
      `${name}-http01`,
      "odoo-fleet-http01",
      settings.certificates,
      {
        http01: { ingress: { ingressClassName: settings.kubernetes.ingressClass } },
      },
      { parent: this },
    );
    if (this.hasWildcard) this.wildcard(name, args);
    this.registerOutputs();
  }

  /** A certificate for hosts that the wildcard does not cover, stored in `secretName` of the namespace. */
  issue(
    name: string,
    args: {
      namespace: pulumi.Input<string>;
      secretName: string;
      hosts: readonly string[];
      labels: Record<string, string>;
    },
    opts: pulumi.CustomResourceOptions,
  ): kubernetes.apiextensions.CustomResource {
    return certificate(name, { ...args, issuer: this.http01.metadata.name }, opts);
  }

  private wildcard(name: string, { namespace, config }: CertificatesArgs): void {
    const { domain, certificates } = config.settings;
    const token = new kubernetes.core.v1.Secret(
      `${name}-cloudflare-token`,
      {
        metadata: {
          name: "odoo-fleet-cloudflare",
          namespace: CERT_MANAGER_NAMESPACE,
          labels: managedBy,
        },
        stringData: { token: config.cloudflareApiToken() },
      },
      { parent: this },
    );
    const dns01 = issuer(
      `${name}-dns01`,
      "odoo-fleet-dns01",
      certificates,
      {
        dns01: { cloudflare: { apiTokenSecretRef: { name: token.metadata.name, key: "token" } } },
      },
      { parent: this },
    );
    const secretName = "wildcard-tls";
    const wildcard = certificate(
      `${name}-wildcard`,
      {
        namespace,
        secretName,
        hosts: [`*.${domain}`, domain],
        labels: managedBy,
        issuer: dns01.metadata.name,
      },
      { parent: this },
    );
    // Traefik honours one store in the whole cluster, the one named `default`.
    new kubernetes.apiextensions.CustomResource(
      `${name}-default-store`,
      {
        apiVersion: "traefik.io/v1alpha1",
        kind: "TLSStore",
        metadata: { name: "default", namespace, labels: managedBy },
        spec: { defaultCertificate: { secretName } },
      },
      { parent: this, dependsOn: [wildcard] },
    );
  }
}

function issuer(
  name: string,
  issuerName: string,
  { email, acmeServer }: StackConfig["settings"]["certificates"],
  solver: object,
  opts: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource {
  return new kubernetes.apiextensions.CustomResource(
    name,
    {
      apiVersion: CERT_MANAGER_API,
      kind: "ClusterIssuer",
      metadata: { name: issuerName, labels: managedBy },
      spec: {
        acme: {
          email,
          server: acmeServer,
          privateKeySecretRef: { name: `${issuerName}-account` },
          solvers: [solver],
        },
      },
    },
    opts,
  );
}

function certificate(
  name: string,
  args: {
    namespace: pulumi.Input<string>;
    secretName: string;
    hosts: readonly string[];
    labels: Record<string, string>;
    issuer: pulumi.Input<string>;
  },
  opts: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource {
  return new kubernetes.apiextensions.CustomResource(
    name,
    {
      apiVersion: CERT_MANAGER_API,
      kind: "Certificate",
      metadata: { name: args.secretName, namespace: args.namespace, labels: args.labels },
      spec: {
        secretName: args.secretName,
        dnsNames: args.hosts,
        issuerRef: { name: args.issuer, kind: "ClusterIssuer" },
      },
    },
    opts,
  );
}
