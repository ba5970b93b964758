import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { TenantSpec } from "../../fleet/spec";
import { DATA_DIR, GEVENT_PORT, HTTP_PORT } from "./odoo-conf";

/** User and group of the official Odoo image. */
const ODOO_UID = 100;
const ODOO_GID = 101;

/** The Pod of one tenant's Odoo, as Pod Security "restricted" wants it. */
export function odooPod(
  spec: TenantSpec,
  volumes: { secretName: pulumi.Input<string>; claimName: pulumi.Input<string> },
): kubernetes.types.input.core.v1.PodSpec {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    terminationGracePeriodSeconds: 60,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: ODOO_UID,
      runAsGroup: ODOO_GID,
      fsGroup: ODOO_GID,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    containers: [
      {
        name: "odoo",
        image: spec.workload.image,
        args: ["--config=/etc/odoo/odoo.conf"],
        ports: ports(spec),
        resources: spec.workload.resources,
        // Answers for any host without touching the database: it says that the process lives, no more.
        livenessProbe: probe("/web/health", 30),
        readinessProbe: probe("/web/health?db_server_status=1", 10),
        startupProbe: { ...probe("/web/health", 5), failureThreshold: 60 },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          { name: "conf", mountPath: "/etc/odoo", readOnly: true },
          { name: "filestore", mountPath: DATA_DIR },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "conf", secret: { secretName: volumes.secretName, defaultMode: 0o440 } },
      { name: "filestore", persistentVolumeClaim: { claimName: volumes.claimName } },
      { name: "tmp", emptyDir: { sizeLimit: "1Gi" } },
    ],
  };
}

function ports(spec: TenantSpec): kubernetes.types.input.core.v1.ContainerPort[] {
  const http = { name: "http", containerPort: HTTP_PORT };
  return spec.workload.workers > 0
    ? [http, { name: "websocket", containerPort: GEVENT_PORT }]
    : [http];
}

function probe(path: string, periodSeconds: number): kubernetes.types.input.core.v1.Probe {
  return { httpGet: { path, port: "http" }, periodSeconds, timeoutSeconds: 5, failureThreshold: 3 };
}
