import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Context } from "./context";
import { formatDuration } from "./progress";
import type { FoundTool, Made, Origin, Tool } from "./types";

/** `tool.json` in a finished folder: what is in it, and where it came from. Paths are relative to the folder. */
interface Manifest {
  readonly origin: Origin;
  readonly milliseconds: number;
  readonly binaries: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  /** Bytes per path: what a full disk or a power cut has shortened is noticed. */
  readonly sizes: Readonly<Record<string, number>>;
}

const MANIFEST = "tool.json";

/** `<cache>/tools/<name>-<version>-<os>-<arch>-<hash of the recipe>`: a changed recipe is a different folder. */
export async function toolFolder(tool: Tool, context: Context): Promise<string> {
  const { os, arch } = context.platform;
  const hash = await recipeHash(tool, context);
  return join(context.cacheDir, "tools", `${tool.name}-${tool.version}-${os}-${arch}-${hash}`);
}

/** Where runs that want the same tool take turns. */
export async function lockFolder(tool: Tool, context: Context): Promise<string> {
  return join(context.cacheDir, "locks", basename(await toolFolder(tool, context)));
}

/** The tool, if a complete copy is in the cache. */
export async function findInCache(tool: Tool, context: Context): Promise<FoundTool | undefined> {
  const folder = await toolFolder(tool, context);
  const manifest = await readManifest(folder);
  if (!manifest) return undefined;
  for (const [path, size] of Object.entries(manifest.sizes)) {
    const found = await stat(join(folder, path)).catch(() => undefined);
    if (found?.size !== size) return undefined;
  }
  return {
    from: "cache",
    version: tool.version,
    origin: manifest.origin,
    binaries: Object.fromEntries(
      Object.entries(manifest.binaries).map(([name, path]) => [name, join(folder, path)]),
    ),
    files: manifest.files.map((path) => join(folder, path)),
    detail: `${howMade(tool, manifest.origin)} in ${formatDuration(manifest.milliseconds)}`,
  };
}

function howMade(tool: Tool, origin: Origin): string {
  if (origin === "download") return "downloaded";
  if (origin === "npm") return "installed with npm";
  return tool.goFiles ? "copied from its Go module" : "built from Go modules";
}

/**
 * Lets `make` fill a fresh folder and renames it into place once it is complete, so that a failure or a crash at any
 * point leaves nothing that looks like a tool. The caller holds the tool's lock.
 */
export async function addToCache(
  tool: Tool,
  context: Context,
  origin: Origin,
  make: (folder: string) => Promise<Made>,
): Promise<void> {
  const folder = await toolFolder(tool, context);
  const drafts = `${basename(folder)}.making-`;
  const draft = join(dirname(folder), `${drafts}${process.pid}`);
  await removeDrafts(dirname(folder), drafts);
  // Not `mkdtemp`: its folders are closed to other users, and PostgreSQL has to run as another user than root.
  await mkdir(draft, { recursive: true });
  try {
    const started = Date.now();
    const made = await make(draft);
    const manifest = await describe(tool, draft, made, origin, Date.now() - started);
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Removes what earlier runs that were killed have left. */
async function removeDrafts(parent: string, prefix: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(prefix))) {
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function describe(
  tool: Tool,
  folder: string,
  made: Made,
  origin: Origin,
  milliseconds: number,
): Promise<Manifest> {
  const binaries: Record<string, string> = {};
  const sizes: Record<string, number> = {};
  for (const name of tool.binaries) {
    for (const binaryFolder of made.binaryFolders) {
      const path = join(binaryFolder, name);
      const found = await stat(join(folder, path)).catch(() => undefined);
      if (!found?.isFile()) continue;
      binaries[name] = path;
      sizes[path] = found.size;
      break;
    }
    if (binaries[name] === undefined) {
      throw new Error(`it does not contain ${name} (looked in ${made.binaryFolders.join(", ")})`);
    }
  }
  for (const path of made.files) sizes[path] = (await stat(join(folder, path))).size;
  return { origin, milliseconds, binaries, files: [...made.files].sort(), sizes };
}

async function readManifest(folder: string): Promise<Manifest | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), "utf8")) as Manifest;
  } catch {
    return undefined;
  }
}

/** 12 hex digits over everything that decides what ends up in the folder, the pinned Go modules included. */
async function recipeHash(tool: Tool, context: Context): Promise<string> {
  const { go, goFiles } = tool;
  const hash = createHash("sha256");
  const download = tool.download?.(context.platform);
  const npm = tool.npm?.(context.platform);
  hash.update(JSON.stringify({ binaries: tool.binaries, download, go, goFiles, npm }));
  for (const build of go?.builds ?? []) {
    const folder = join(context.buildsDir, build.module);
    for (const name of (await readdir(folder)).sort()) {
      hash.update(name).update(await readFile(join(folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 12);
}
