import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Context } from "./context";
import { toolFolder } from "./from-cache";
import type { Tool } from "./types";

/** Why an official plugin could not be had, and when that was tried. */
export interface Unavailable {
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly triedAt: number;
}

interface UnavailableRecord extends Unavailable {
  readonly mirror: string;
}

const TRY_AGAIN_AFTER_MS = 24 * 60 * 60 * 1000;

/**
 * The last failure, if it still counts: it is younger than a day, was met with the same download mirror, and
 * `refresh` was not asked for. While it counts, the plugin is not looked for again.
 */
export async function recallUnavailable(
  tool: Tool,
  context: Context,
): Promise<Unavailable | undefined> {
  if (context.refresh) return undefined;
  const record = await readRecord(await recordPath(tool, context));
  const counts =
    record?.mirror === (context.network.mirror ?? "") &&
    Date.now() - record.triedAt < TRY_AGAIN_AFTER_MS;
  return counts ? record : undefined;
}

export async function rememberUnavailable(
  tool: Tool,
  context: Context,
  reason: string,
): Promise<Unavailable> {
  const path = await recordPath(tool, context);
  const record = { reason, triedAt: Date.now(), mirror: context.network.mirror ?? "" };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(record));
  return record;
}

export async function forgetUnavailable(tool: Tool, context: Context): Promise<void> {
  await rm(await recordPath(tool, context), { force: true });
}

async function readRecord(path: string): Promise<UnavailableRecord | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as UnavailableRecord;
  } catch {
    return undefined;
  }
}

async function recordPath(tool: Tool, context: Context): Promise<string> {
  const name = basename(await toolFolder(tool, context));
  return join(context.cacheDir, "unavailable", `${name}.json`);
}
