import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { TenantSpec } from "../../fleet/spec";
import { tenantLabels, webSelector } from "../labels";
import type { Platform } from "../platform/platform";
import type { StackConfig } from "../stack-config";
import type { Database } from "./database";
import type { Isolation } from "./isolation";
import { GEVENT_PORT, HTTP_PORT, renderOdooConf } from "./odoo-conf";
import { odooPod } from "./odoo-pod";

/** The arguments of {@link Workload}. */
export interface WorkloadArgs {
  readonly spec: TenantSpec;
  readonly platform: Platform;
  readonly config: StackConfig;
  readonly isolation: Isolation;
  readonly database: Database;
}

/** Odoo itself: its configuration, its filestore, the Pods that run it and the Service in front of them. */
export class Workload extends pulumi.ComponentResource {
  readonly service: kubernetes.core.v1.Service;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:tenant:Workload", name, {}, opts);
    const { namespace, bounds } = args.isolation;
    const inside = { parent: this, deletedWith: namespace, dependsOn: [...bounds] };
    const conf = odooConf(args);
    const secret = confSecret(`${name}-conf`, args, conf, inside);
    const filestore = filestoreClaim(`${name}-filestore`, args, inside);
    deployment(`${name}-web`, args, { conf, secret, filestore }, inside);
    this.service = service(`${name}-service`, args, inside);
    this.registerOutputs();
  }
}

function odooConf({ spec, platform, config, database }: WorkloadArgs): pulumi.Output<string> {
  const server = platform.settings.postgres[spec.database.server];
  if (server === undefined) throw new Error(`the cell has no server "${spec.database.server}"`);
  const masterPassword = config.tenantSecret({
    cell: spec.cell,
    slug: spec.slug,
    purpose: "odoo-master",
    rotation: 1,
  });
  return pulumi
    .all([database.role, database.password, masterPassword])
    .apply(([role, password, master]) =>
      renderOdooConf({
        spec,
        server,
        mail: platform.settings.mail,
        role,
        password,
        masterPassword: master,
      }),
    );
}

function metadata(
  { spec, isolation }: WorkloadArgs,
  name: string,
): kubernetes.types.input.meta.v1.ObjectMeta {
  return { name, namespace: isolation.namespace.metadata.name, labels: tenantLabels(spec) };
}

function confSecret(
  name: string,
  args: WorkloadArgs,
  conf: pulumi.Output<string>,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Secret {
  return new kubernetes.core.v1.Secret(
    name,
    { metadata: metadata(args, "odoo-conf"), stringData: { "odoo.conf": conf } },
    opts,
  );
}

function filestoreClaim(
  name: string,
  args: WorkloadArgs,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.PersistentVolumeClaim {
  const { storageClass } = args.platform.settings.kubernetes;
  return new kubernetes.core.v1.PersistentVolumeClaim(
    name,
    {
      metadata: metadata(args, "filestore"),
      spec: {
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: args.spec.workload.storage } },
        ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
      },
    },
    // Attachments are the customer's data: the claim is never deleted by an edit.
    { ...opts, protect: true },
  );
}

function deployment(
  name: string,
  args: WorkloadArgs,
  parts: {
    conf: pulumi.Output<string>;
    secret: kubernetes.core.v1.Secret;
    filestore: kubernetes.core.v1.PersistentVolumeClaim;
  },
  opts: pulumi.CustomResourceOptions,
): void {
  const { spec, database } = args;
  const labels = { ...tenantLabels(spec), ...webSelector(spec) };
  new kubernetes.apps.v1.Deployment(
    name,
    {
      metadata: { ...metadata(args, "odoo"), labels },
      spec: {
        replicas: spec.state === "active" ? spec.workload.replicas : 0,
        // A ReadWriteOnce filestore and Odoo's registry allow one generation of Pods at a time.
        strategy: { type: "Recreate" },
        selector: { matchLabels: webSelector(spec) },
        template: {
          // A changed odoo.conf restarts the Pods.
          metadata: { labels, annotations: { "odoo-fleet.io/conf": fingerprint(parts.conf) } },
          spec: odooPod(spec, {
            secretName: parts.secret.metadata.name,
            claimName: parts.filestore.metadata.name,
          }),
        },
      },
    },
    // No Pod before the database is secured and has its marker.
    pulumi.mergeOptions(opts, { dependsOn: [database] }),
  );
}

function service(
  name: string,
  args: WorkloadArgs,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Service {
  return new kubernetes.core.v1.Service(
    name,
    {
      metadata: {
        ...metadata(args, "odoo"),
        // Pulumi would wait 10 s for the endpoints to settle; the Deployment is awaited already.
        annotations: { "pulumi.com/skipAwait": "true" },
      },
      spec: {
        selector: webSelector(args.spec),
        ports: [
          { name: "http", port: HTTP_PORT, targetPort: "http" },
          { name: "websocket", port: GEVENT_PORT, targetPort: websocketPort(args.spec) },
        ],
      },
    },
    opts,
  );
}

/** Without workers there is no evented process: the websocket is answered on the HTTP port. */
function websocketPort(spec: TenantSpec): "http" | "websocket" {
  return spec.workload.workers > 0 ? "websocket" : "http";
}

/** 16 hex digits that change with the configuration and give nothing of it away. */
function fingerprint(conf: pulumi.Output<string>): pulumi.Output<string> {
  const digest = conf.apply((text) => createHash("sha256").update(text).digest("hex").slice(0, 16));
  return pulumi.unsecret(digest);
}
