import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { managedBy } from "../labels";

/** The arguments of {@link SuspendedPage}. */
export interface SuspendedPageArgs {
  readonly namespace: pulumi.Input<string>;
}

/** Seconds after which crawlers and API clients may ask again. */
const RETRY_AFTER = 86_400;

const labels = { ...managedBy, "app.kubernetes.io/name": "suspended-page" };

/** Answers every request with 503, `Retry-After` and a page that names no reason: that is the customer's affair. */
export class SuspendedPage extends pulumi.ComponentResource {
  constructor(name: string, args: SuspendedPageArgs, opts?: pulumi.ComponentResourceOptions) {
    super("odoo-fleet:platform:SuspendedPage", name, {}, opts);
    const metadata = { name: "suspended-page", namespace: args.namespace, labels };
    const content = new kubernetes.core.v1.ConfigMap(
      `${name}-content`,
      { metadata, data: { "default.conf": NGINX_CONF, "index.html": PAGE } },
      { parent: this },
    );
    new kubernetes.apps.v1.Deployment(
      `${name}-deployment`,
      {
        metadata,
        spec: {
          replicas: 2,
          selector: { matchLabels: { "app.kubernetes.io/name": "suspended-page" } },
          template: { metadata: { labels }, spec: podSpec(content.metadata.name) },
        },
      },
      { parent: this },
    );
    new kubernetes.core.v1.Service(
      `${name}-service`,
      {
        // Pulumi would wait 10 s for the endpoints to settle; the Deployment is awaited already.
        metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: {
          selector: { "app.kubernetes.io/name": "suspended-page" },
          ports: [{ name: "http", port: 80, targetPort: "http" }],
        },
      },
      { parent: this },
    );
    this.registerOutputs();
  }
}

function podSpec(content: pulumi.Input<string>): kubernetes.types.input.core.v1.PodSpec {
  return {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: "nginx",
        image: "docker.io/nginxinc/nginx-unprivileged:1.29-alpine",
        ports: [{ name: "http", containerPort: 8080 }],
        readinessProbe: { tcpSocket: { port: "http" } },
        resources: {
          requests: { cpu: "5m", memory: "16Mi" },
          limits: { cpu: "100m", memory: "64Mi" },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
        volumeMounts: [
          { name: "content", mountPath: "/etc/nginx/conf.d", readOnly: true },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "content", configMap: { name: content } },
      { name: "tmp", emptyDir: {} },
    ],
  };
}

const NGINX_CONF = `server {
  listen 8080;
  root /etc/nginx/conf.d;
  error_page 503 /index.html;
  location = /index.html {
    internal;
    add_header Retry-After ${RETRY_AFTER} always;
    add_header Cache-Control no-store always;
  }
  location / {
    return 503;
  }
}
`;

const PAGE = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  <title>Not available</title>
  <h1>This service is not available at the moment</h1>
  <p>Its data is safe. If you are its administrator, please contact your provider.</p>
</html>
`;
