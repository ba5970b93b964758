import { constants } from "node:fs";
import { access, readdir, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import type { Context } from "./context";
import { run } from "./run";
import type { FoundTool, PathSearch, Tool } from "./types";
import {
  compareVersions,
  formatRange,
  formatVersion,
  inRange,
  parseVersion,
  requireVersion,
  type Version,
} from "./version";

const VERSION_TIMEOUT_MS = 10_000;

/**
 * Looks for an installed copy in a suitable version. `rejected` says, for a person, which copies were found but not
 * used and why.
 */
export async function findOnPath(
  tool: Tool,
  context: Context,
): Promise<{ found?: FoundTool; rejected: string[] }> {
  const rejected: string[] = [];
  if (!tool.onPath) return { rejected };
  for (const folder of await folders(tool.onPath, context)) {
    const binaries = await binariesIn(folder, tool);
    if (!binaries) continue;
    const verdict = await judge(binaries, tool.onPath, context);
    if (typeof verdict === "string") {
      rejected.push(verdict);
      continue;
    }
    const detail = `installed in ${folder}`;
    return {
      found: { from: "path", version: verdict.version, binaries, files: [], detail },
      rejected,
    };
  }
  return { rejected };
}

async function folders(search: PathSearch, context: Context): Promise<string[]> {
  const path = (context.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  const others = await Promise.all((search.alsoIn ?? []).map(expand));
  const distinct = new Map<string, string>();
  for (const folder of [...path, ...others.flat()]) {
    // /bin is often a link to /usr/bin: one look is enough.
    const real = await realpath(folder).catch(() => undefined);
    if (real !== undefined && !distinct.has(real)) distinct.set(real, folder);
  }
  return [...distinct.values()];
}

/** The folders that match a pattern with one `*`, newest version first. */
async function expand(pattern: string): Promise<string[]> {
  const [before = "", after = ""] = pattern.split("*");
  const parent = dirname(`${before}x`);
  const prefix = before.slice(parent.length + 1);
  const suffix = after.split("/")[0] ?? "";
  const names = await readdir(parent).catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith(suffix))
    .map((name) => ({ name, version: parseVersion(`${name.slice(prefix.length)}.0`) }))
    .filter((entry): entry is { name: string; version: Version } => entry.version !== undefined)
    .sort((a, b) => compareVersions(b.version, a.version))
    .map(({ name }) => join(parent, `${name}${after.slice(suffix.length)}`));
}

/** Path per binary, or undefined if the folder lacks one of them. */
async function binariesIn(folder: string, tool: Tool): Promise<Record<string, string> | undefined> {
  const binaries: Record<string, string> = {};
  for (const name of tool.binaries) {
    const path = join(folder, name);
    const usable = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (!usable) return undefined;
    binaries[name] = path;
  }
  return binaries;
}

/** The version of the first binary, or the reason why the folder is not used. */
async function judge(
  binaries: Record<string, string>,
  search: PathSearch,
  context: Context,
): Promise<{ version: string } | string> {
  const versions: string[] = [];
  for (const [name, path] of Object.entries(binaries)) {
    const versionArguments = search.versionArguments[name];
    if (!versionArguments) continue;
    let output: string;
    try {
      output = await run(path, versionArguments, {
        env: context.env,
        timeoutMs: VERSION_TIMEOUT_MS,
      });
    } catch {
      return `${path} is not used: it does not tell its version`;
    }
    const version = parseVersion(output);
    if (!version) return `${path} is not used: no version in what it prints`;
    if (!inRange(version, search.accepts)) {
      return `${path} is not used: ${formatVersion(version)}, but ${formatRange(search.accepts)} is needed`;
    }
    versions.push(formatVersion(version));
  }
  return { version: versions[0] ?? formatVersion(requireVersion(search.accepts.atLeast)) };
}
