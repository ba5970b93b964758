import type { Context } from "./context";
import { addToCache, findInCache, lockFolder } from "./from-cache";
import { download } from "./from-download";
import { buildFromGo, copyFromGoModule } from "./from-go";
import { installFromNpm } from "./from-npm";
import { findOnPath } from "./from-path";
import { acquireLock } from "./lock";
import { Step } from "./progress";
import type { FoundTool, Made, Origin, Tool } from "./types";
import {
  forgetUnavailable,
  recallUnavailable,
  rememberUnavailable,
  type Unavailable,
} from "./unavailable";
import { formatRange } from "./version";

/** What is known about a tool; it is missing if it is neither found nor known to be unavailable. */
export interface Resolution {
  readonly tool: Tool;
  readonly found?: FoundTool;
  /** The official plugin cannot be had; the sandbox's stand-in has to do. */
  readonly unavailable?: Unavailable;
  /** Installed copies that were found but are not used, and why. */
  readonly rejected: readonly string[];
}

/** One way to make a tool for the cache. */
interface Way {
  readonly origin: Origin;
  /** Such as `downloading from dl.k8s.io`. */
  readonly activity: string;
  readonly make: (folder: string, step: Step) => Promise<Made>;
}

/** Looks on the PATH, then in the cache; downloads and builds nothing. */
export async function locate(tool: Tool, context: Context): Promise<Resolution> {
  const { found: installed, rejected } = await findOnPath(tool, context);
  const found = installed ?? (await findInCache(tool, context));
  if (found) return { tool, found, rejected };
  const unavailable = tool.plugin?.standIn ? await recallUnavailable(tool, context) : undefined;
  return { tool, rejected, ...(unavailable && { unavailable }) };
}

/**
 * Finds each tool and gets what is missing, one after another. Throws at the first tool that cannot be had and has no
 * stand-in, with every way that was tried; what was got before stays in the cache.
 */
export async function resolveAll(
  tools: readonly Tool[],
  context: Context,
): Promise<readonly Resolution[]> {
  const resolutions = await Promise.all(tools.map((tool) => locate(tool, context)));
  const missing = resolutions.filter(({ found, unavailable }) => !found && !unavailable);
  const ready = resolutions.length - missing.length;
  context.log(
    `toolchain: ${ready} of ${resolutions.length} tools are ready, ${missing.length} to get`,
  );
  const obtained = new Map<Tool, Resolution>();
  for (const [index, resolution] of missing.entries()) {
    const next = missing[index + 1]?.tool;
    const step = new Step(
      `[${index + 1}/${missing.length}] ${title(resolution.tool)}`,
      next && title(next),
      context.log,
      context.heartbeatMs,
    );
    resolution.rejected.forEach((line) => {
      step.say(line);
    });
    obtained.set(resolution.tool, await obtain(resolution, context, step));
    step.done();
  }
  return resolutions.map((resolution) => obtained.get(resolution.tool) ?? resolution);
}

/** The ways to get a missing tool on this platform, in words and in order. */
export function plannedWays(tool: Tool, context: Context): string[] {
  return waysTo(tool, context).map(({ activity }) => activity);
}

async function obtain(missing: Resolution, context: Context, step: Step): Promise<Resolution> {
  const { tool, rejected } = missing;
  const release = await acquireLock(await lockFolder(tool, context), (pid) => {
    step.say(`another run (process ${pid}) is getting it; waiting for that ...`);
  });
  try {
    const already = await findInCache(tool, context);
    if (already) return { ...missing, found: already };
    const failures = await tryWays(tool, context, step);
    const found = await findInCache(tool, context);
    if (found) {
      await forgetUnavailable(tool, context);
      return { ...missing, found };
    }
    if (!tool.plugin?.standIn) throw new Error(failureMessage(tool, rejected, failures));
    step.say("the official plugin cannot be had; a stand-in of the sandbox takes its place");
    const unavailable = await rememberUnavailable(tool, context, failures.join("; "));
    return { ...missing, unavailable };
  } finally {
    await release();
  }
}

/** Tries each way until one succeeds; returns why the ones before it failed. */
async function tryWays(tool: Tool, context: Context, step: Step): Promise<string[]> {
  const failures: string[] = [];
  for (const { origin, activity, make } of waysTo(tool, context)) {
    try {
      await step.during(activity, () =>
        addToCache(tool, context, origin, (folder) => make(folder, step)),
      );
      break;
    } catch (error) {
      const reason = (error as Error).message;
      step.say(`${activity} failed: ${reason}`);
      failures.push(`${activity}: ${reason}`);
    }
  }
  return failures;
}

function waysTo(tool: Tool, context: Context): Way[] {
  const { go, goFiles } = tool;
  const ways: Way[] = [];
  const downloads = tool.download?.(context.platform) ?? [];
  const [first] = downloads;
  if (first) {
    ways.push({
      origin: "download",
      activity: `downloading from ${new URL(first.url).host}`,
      make: (folder, step) => download(downloads, folder, context, step),
    });
  }
  if (go) {
    ways.push({
      origin: "go",
      activity: `building from Go modules (about ${go.minutes} min)`,
      make: (folder, step) => buildFromGo(go, folder, context, step),
    });
  }
  if (goFiles) {
    ways.push({
      origin: "go",
      activity: `copying from the Go module ${goFiles.module}`,
      make: (folder) => copyFromGoModule(goFiles, folder, context),
    });
  }
  const npm = tool.npm?.(context.platform);
  if (npm) {
    ways.push({
      origin: "npm",
      activity: `installing ${npm.name} with npm`,
      make: (folder) => installFromNpm(npm, folder, context),
    });
  }
  return ways;
}

function failureMessage(
  tool: Tool,
  rejected: readonly string[],
  failures: readonly string[],
): string {
  const tried = [...rejected, ...failures].map((line) => `  - ${line}`);
  const advice = tool.onPath
    ? `Or put ${tool.binaries.join(", ")} (${formatRange(tool.onPath.accepts)}) on the PATH.`
    : "Or set ODOO_FLEET_DOWNLOAD_MIRROR to a mirror that has it.";
  return [`${title(tool)} cannot be had:`, ...tried, advice].join("\n");
}

function title(tool: Tool): string {
  return `${tool.name} ${tool.version}`;
}
