import { execFile } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import type { Instance } from "../instance";
import type { ServerCommand } from "../processes";
import type { Toolchain } from "../toolchain";

const run = promisify(execFile);

const CONTEXT = "odoo-fleet-sandbox";

export function kubeconfigFile(instance: Instance): string {
  return join(instance.directory, "kubernetes", "kubeconfig");
}

/** The API server's storage. */
export function etcdCommand(instance: Instance, { binaries }: Toolchain): ServerCommand {
  const client = `http://127.0.0.1:${instance.ports.etcd}`;
  const peer = `http://127.0.0.1:${instance.ports.etcdPeer}`;
  return {
    name: "etcd",
    command: binaries.etcd,
    args: [
      `--data-dir=${join(instance.directory, "etcd")}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      // A member whose port had to change is still the same one.
      "--force-new-cluster",
      "--unsafe-no-fsync",
      "--log-level=warn",
    ],
  };
}

/** A real API server with the admission plugins of production: quota, limits and Pod Security included. */
export function apiserverCommand(instance: Instance, { binaries }: Toolchain): ServerCommand {
  const key = serviceAccountKey(instance);
  const tokens = file(instance, "tokens.csv");
  writeFileSync(tokens, `${instance.secrets.kubernetes},sandbox,sandbox,system:masters\n`, {
    mode: 0o600,
  });
  return {
    name: "kube-apiserver",
    command: binaries["kube-apiserver"],
    args: [
      `--etcd-servers=http://127.0.0.1:${instance.ports.etcd}`,
      `--secure-port=${instance.ports.apiserver}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      // The address of loopback is not a legal endpoint of service `kubernetes`.
      "--endpoint-reconciler-type=none",
      `--cert-dir=${file(instance, "certs")}`,
      `--token-auth-file=${tokens}`,
      "--authorization-mode=RBAC",
      "--service-cluster-ip-range=10.96.0.0/16",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
    ],
  };
}

export async function isApiserverReady(
  instance: Instance,
  { binaries }: Toolchain,
): Promise<boolean> {
  const certificate = file(instance, "certs/apiserver.crt");
  if (!existsSync(certificate)) return false;
  writeKubeconfig(instance, certificate);
  try {
    await run(binaries.kubectl, [
      "--kubeconfig",
      kubeconfigFile(instance),
      "get",
      "--raw",
      "/readyz",
    ]);
    return true;
  } catch {
    return false;
  }
}

/** What makes objects act: controllers (with a provisioner of volumes), scheduler, and kwok, which plays the kubelets. */
export function controllerCommands(instance: Instance, toolchain: Toolchain): ServerCommand[] {
  const { binaries } = toolchain;
  const kubeconfig = `--kubeconfig=${kubeconfigFile(instance)}`;
  return [
    {
      name: "kube-controller-manager",
      command: binaries["kube-controller-manager"],
      args: [
        kubeconfig,
        "--leader-elect=false",
        "--secure-port=0",
        "--enable-hostpath-provisioner=true",
        `--service-account-private-key-file=${serviceAccountKey(instance)}`,
        `--root-ca-file=${file(instance, "certs/apiserver.crt")}`,
      ],
    },
    {
      name: "kube-scheduler",
      command: binaries["kube-scheduler"],
      args: [kubeconfig, "--leader-elect=false", "--secure-port=0"],
    },
    {
      name: "kwok",
      command: binaries.kwok,
      args: [
        kubeconfig,
        "--manage-all-nodes=true",
        ...toolchain.kwokStages.map((stage) => `--config=${stage}`),
      ],
    },
  ];
}

/** Nodes, namespaces and a storage class, and the kinds of cert-manager, Traefik and the rest. */
export async function furnishCluster(instance: Instance, toolchain: Toolchain): Promise<void> {
  const files = [...toolchain.crdFiles, join(__dirname, "cluster.yaml")].flatMap((path) => [
    "-f",
    path,
  ]);
  await run(
    toolchain.binaries.kubectl,
    [
      "--kubeconfig",
      kubeconfigFile(instance),
      "apply",
      "--server-side",
      "--force-conflicts",
      ...files,
    ],
    { maxBuffer: 16 * 1024 * 1024 },
  );
}

function writeKubeconfig(instance: Instance, certificate: string): void {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": CONTEXT,
    clusters: [
      {
        name: CONTEXT,
        cluster: {
          server: `https://127.0.0.1:${instance.ports.apiserver}`,
          "certificate-authority-data": readFileSync(certificate).toString("base64"),
        },
      },
    ],
    users: [{ name: CONTEXT, user: { token: instance.secrets.kubernetes } }],
    contexts: [{ name: CONTEXT, context: { cluster: CONTEXT, user: CONTEXT } }],
  };
  writeFileSync(kubeconfigFile(instance), stringify(config), { mode: 0o600 });
}

function serviceAccountKey(instance: Instance): string {
  const path = file(instance, "service-account.key");
  if (!existsSync(path)) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(path, privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
  }
  return path;
}

function file(instance: Instance, name: string): string {
  return join(instance.directory, "kubernetes", name);
}
