import { z } from "zod";
import { count, email, hostname } from "./primitives";

/** A value that stands in the environment: exactly `${NAME}`. */
export const REFERENCE = /^\$\{([A-Z][A-Z0-9_]*)\}$/;

const reference = z.string().regex(REFERENCE);
const text = z.string().min(1, "is empty");
const port = z.union([count(1, 65_535), reference]);

const postgresServer = z
  .strictObject({
    kind: z
      .enum(["shared", "dedicated"])
      .meta({ description: "shared holds 50 tenants at most, dedicated holds one." }),
    host: text.meta({ description: "Host as seen from where Pulumi runs." }),
    port: port
      .default(5432)
      .meta({ description: "Port as seen from where Pulumi runs. 5432 unless given." }),
    adminRole: text.default("platform").meta({
      description:
        "Role that provisions: CREATEDB and CREATEROLE, no superuser. platform unless given.",
    }),
    sslMode: z.enum(["disable", "require", "verify-full"]).default("verify-full").meta({
      description:
        "As libpq's sslmode. The server's certificate and name are checked unless given.",
    }),
    workloadHost: text
      .optional()
      .meta({ description: "Host as the Pods see it. The same as host unless given." }),
    workloadPort: port
      .optional()
      .meta({ description: "Port as the Pods see it. The same as port unless given." }),
    workloadCidr: z.cidrv4().optional().meta({
      description:
        "Address range that Pods may reach the server in. Any address at that port unless given.",
    }),
  })
  .meta({ description: "A Postgres server of the cell." });

const dns = z.discriminatedUnion("provider", [
  z.strictObject({
    provider: z.literal("cloudflare"),
    zoneId: z
      .string()
      .regex(/^[0-9a-f]{32}$/, "is not a Cloudflare zone id: 32 hex digits")
      .meta({ description: "The zone that holds the cell's domain." }),
    target: text.meta({
      description: "Host name or address of the ingress, which the records point to.",
    }),
    proxied: z.boolean().default(false).meta({
      description: "Sends traffic through Cloudflare. Straight to the ingress unless given.",
    }),
    apiUrl: text
      .optional()
      .meta({ description: "Base URL of the API. Cloudflare's own unless given." }),
  }),
  z.strictObject({ provider: z.literal("none") }),
]);

/** `odoo-fleet:cell` in Pulumi.<stack>.yaml. */
export const settingsSchema = z
  .strictObject({
    domain: hostname.meta({ description: "Tenants are served at <slug>.<domain>." }),
    image: text
      .default("docker.io/library/odoo:18.0")
      .meta({ description: "Odoo image. The official one unless given." }),
    kubernetes: z
      .strictObject({
        kubeconfig: text.optional().meta({
          description: "Path of the kubeconfig. KUBECONFIG or ~/.kube/config unless given.",
        }),
        context: text
          .optional()
          .meta({ description: "Context of the kubeconfig. Its current one unless given." }),
        clusterIdentifier: text.meta({
          description:
            "A name for the cluster that never changes: while it stays, a new API server address replaces nothing.",
        }),
        ingressClass: text.default("odoo-fleet").meta({
          description: "Name of the IngressClass that the platform makes. odoo-fleet unless given.",
        }),
        ingressNamespace: text.default("traefik").meta({
          description:
            "Namespace of Traefik, the only one that may reach Odoo. traefik unless given.",
        }),
        storageClass: text.optional().meta({
          description: "Storage class of the filestores. The cluster's default unless given.",
        }),
        qps: count(1, 10_000)
          .default(300)
          .meta({ description: "Requests a second to the API server. 300 unless given." }),
        burst: count(1, 20_000)
          .default(600)
          .meta({ description: "Requests at once. 600 unless given." }),
      })
      .meta({ description: "The cluster: at least a clusterIdentifier." }),
    postgres: z
      .record(
        z
          .string()
          .regex(
            /^[a-z][a-z0-9-]*$/,
            "is not a server's name: lower-case letters, digits, hyphens",
          ),
        postgresServer,
      )
      .refine(
        (servers) => Object.keys(servers).length > 0,
        "is empty: a cell has one server at least",
      )
      .meta({ description: "Postgres servers by name." }),
    dns: dns.meta({
      description:
        "Who publishes host names: cloudflare, or none where the domain resolves by itself.",
    }),
    certificates: z
      .strictObject({
        email: email.meta({ description: "Where the certificate authority writes to." }),
        acmeServer: z
          .url("is not a URL")
          .default("https://acme-v02.api.letsencrypt.org/directory")
          .meta({ description: "ACME directory. Let's Encrypt's production server unless given." }),
      })
      .meta({ description: "How certificates are obtained: at least an email." }),
    mail: z
      .strictObject({
        host: text.meta({ description: "SMTP relay." }),
        port: count(1, 65_535)
          .default(587)
          .meta({ description: "Its port, with STARTTLS. 587 unless given." }),
      })
      .optional()
      .meta({
        description: "Relay for the tenants' mail. Each tenant's own mail server unless given.",
      }),
  })
  .meta({ title: "odoo-fleet cell settings" });

export type CellSettings = z.output<typeof settingsSchema>;
