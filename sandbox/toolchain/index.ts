import { realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { contextFromEnvironment, type Context } from "./context";
import { locate, plannedWays, resolveAll, type Resolution } from "./resolve";
import { CRD_TOOLS, TOOLS } from "./tools";
import type { Tool } from "./types";

/** Executables by the name under which they are started. */
const BINARY_NAMES = [
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-resource-pulumi-nodejs",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubectl",
  "etcd",
  "kwok",
  "postgres",
  "initdb",
  "pg_ctl",
] as const;

export type BinaryName = (typeof BINARY_NAMES)[number];

export interface Toolchain {
  /** Absolute paths. Reading one that `only` left out throws. */
  readonly binaries: Readonly<Record<BinaryName, string>>;
  /** YAML files with CustomResourceDefinitions: cert-manager, Traefik, CloudNativePG, Prometheus operator. */
  readonly crdFiles: readonly string[];
  /** YAML files with kwok's stages. */
  readonly kwokStages: readonly string[];
  readonly plugins: readonly ToolchainPlugin[];
  /** Folder with `postgres`, `initdb` and `pg_ctl`, and perhaps more. Reading it if `only` left it out throws. */
  readonly postgresBin: string;
  readonly report: readonly ToolReport[];
}

/** A Pulumi resource plugin. `official` was downloaded, `built` comes from the official Go modules. */
export interface ToolchainPlugin {
  readonly name: string;
  readonly version: string;
  readonly source: "official" | "built" | "stand-in";
  /** The executable `pulumi-resource-<name>`; a stand-in has none here, the sandbox lays it out. */
  readonly path?: string;
}

/** One line of `sandbox doctor`. */
export interface ToolReport {
  readonly name: string;
  /** The version that is got where no suitable one is installed. */
  readonly wanted: string;
  readonly from: "path" | "cache" | "stand-in" | "missing";
  /** Present when `from` is `path` or `cache`. */
  readonly version?: string;
  /** The first executable, or the first file of a set of files. */
  readonly path?: string;
  /** Where it came from, or how it would be got. */
  readonly detail: string;
  /** Installed copies that are not used, and why. */
  readonly rejected: readonly string[];
}

export interface InspectOptions {
  /** Names of tools, as in `tools.ts`; everything if left out. */
  readonly only?: readonly string[];
}

export interface PrepareOptions extends InspectOptions {
  /** Folder of the project, whose node_modules holds Pulumi's Node.js SDK. */
  readonly root: string;
  /** Receives progress, one plain line at a time. */
  readonly log: (line: string) => void;
  /** Looks for official plugins again that could not be had less than 24 hours ago. Default: no. */
  readonly refresh?: boolean;
}

/**
 * Finds every tool of the sandbox: on the PATH, in the cache, as an official download, or by building it from Go modules.
 * The first run takes about 15 minutes on two cores where nothing can be downloaded; later ones take seconds. Runs may overlap.
 *
 * The environment decides the cache (`ODOO_FLEET_CACHE_DIR`, `XDG_CACHE_HOME`) and a mirror for downloads
 * (`ODOO_FLEET_DOWNLOAD_MIRROR`). Throws if a tool cannot be had, saying what was tried and what to install.
 */
export async function prepareToolchain(options: PrepareOptions): Promise<Toolchain> {
  const context = contextFromEnvironment(options);
  const resolutions = await resolveAll(selectTools(options.only), context);
  return toToolchain(resolutions, options.root, context);
}

/** Says where each tool is, or how it would be got. Downloads and builds nothing. */
export async function inspectToolchain(options: InspectOptions = {}): Promise<ToolReport[]> {
  const context = contextFromEnvironment({ log: () => undefined });
  const tools = selectTools(options.only);
  const resolutions = await Promise.all(tools.map((tool) => locate(tool, context)));
  return resolutions.map((resolution) => toReport(resolution, context));
}

function selectTools(only: readonly string[] | undefined): readonly Tool[] {
  if (!only) return TOOLS;
  const known = TOOLS.map(({ name }) => name);
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`unknown tool ${unknown.join(", ")}; known are ${known.join(", ")}`);
  }
  return TOOLS.filter(({ name }) => only.includes(name));
}

async function toToolchain(
  resolutions: readonly Resolution[],
  root: string,
  context: Context,
): Promise<Toolchain> {
  const filesOf = (names: readonly string[]) =>
    resolutions
      .filter(({ tool }) => names.includes(tool.name))
      .flatMap((r) => r.found?.files ?? []);
  const binaries: Record<string, string> = {};
  for (const { found } of resolutions) Object.assign(binaries, found?.binaries);
  // A script of the SDK that runs dynamic providers: the engine looks for it on the PATH.
  binaries["pulumi-resource-pulumi-nodejs"] = join(
    root,
    "node_modules/@pulumi/pulumi/pulumi-resource-pulumi-nodejs",
  );
  // The PATH may hold links to three executables; the folder they lead to has the others, such as pg_dump.
  const postgresBin = binaries.postgres && dirname(await realpath(binaries.postgres));
  return {
    binaries: complete(binaries),
    crdFiles: filesOf(CRD_TOOLS),
    kwokStages: filesOf(["kwok-stages"]),
    plugins: resolutions.flatMap(toPlugin),
    get postgresBin() {
      return postgresBin ?? notAsked("postgres");
    },
    report: resolutions.map((resolution) => toReport(resolution, context)),
  };
}

/** Makes reading a name that is not there an error instead of `undefined`. */
function complete(binaries: Record<string, string>): Readonly<Record<BinaryName, string>> {
  for (const name of BINARY_NAMES.filter((known) => binaries[known] === undefined)) {
    Object.defineProperty(binaries, name, { get: () => notAsked(name) });
  }
  return binaries as Record<BinaryName, string>;
}

function notAsked(name: string): never {
  throw new Error(`${name} is not in this toolchain: it was prepared with \`only\` other tools`);
}

function toPlugin({ tool, found }: Resolution): ToolchainPlugin[] {
  if (!tool.plugin) return [];
  const { name, version } = tool.plugin;
  const path = found?.binaries[`pulumi-resource-${name}`];
  if (!found || path === undefined) return [{ name, version, source: "stand-in" }];
  return [{ name, version, source: found.origin === "go" ? "built" : "official", path }];
}

function toReport(
  { tool, found, unavailable, rejected }: Resolution,
  context: Context,
): ToolReport {
  const base = { name: tool.name, wanted: tool.version, rejected };
  if (found) {
    const path = Object.values(found.binaries)[0] ?? found.files[0];
    const { from, version, detail } = found;
    return { ...base, from, version, detail, ...(path !== undefined && { path }) };
  }
  if (unavailable) {
    const when = new Date(unavailable.triedAt).toISOString();
    return { ...base, from: "stand-in", detail: `tried at ${when}: ${unavailable.reason}` };
  }
  const detail = `missing; to get it: ${plannedWays(tool, context).join(", else ")}`;
  return { ...base, from: "missing", detail };
}
