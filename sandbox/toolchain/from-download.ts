import { chmod, mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { findDigest, matchesDigest, type Digest } from "./checksum";
import type { Context } from "./context";
import type { Step } from "./progress";
import { run } from "./run";
import type { Download, DownloadedArchive, Made } from "./types";

/** Downloads the official files into `folder`. Throws if one cannot be had or differs from its published checksum. */
export async function download(
  downloads: readonly Download[],
  folder: string,
  context: Context,
  step: Step,
): Promise<Made> {
  const files: string[] = [];
  for (const item of downloads) {
    const name = fileName(item);
    const digest = await expectedDigest(item, context);
    const path = join(folder, item.kind === "file" ? item.to : name);
    await mkdir(dirname(path), { recursive: true });
    await context.network.save(item.url, path, (received, total) => {
      const all = total === undefined ? "" : ` of ${megabytes(total)}`;
      step.status = `${name}: ${megabytes(received)}${all} MB`;
    });
    if (!(await matchesDigest(path, digest))) {
      throw new Error(
        `${item.url} is refused: its ${digest.algorithm} is not the published ${digest.hex}`,
      );
    }
    if (item.kind === "archive") await unpack(item, path, folder, context);
    else if (item.executable) await chmod(path, 0o755);
    else files.push(item.to);
  }
  return { binaryFolders: ["bin"], files };
}

async function expectedDigest(item: Download, context: Context): Promise<Digest> {
  if ("sha256" in item.verify) return { algorithm: "sha256", hex: item.verify.sha256 };
  const failures: string[] = [];
  for (const url of item.verify.checksumFiles) {
    try {
      const digest = findDigest(await context.network.text(url), fileName(item));
      if (digest) return digest;
      failures.push(`${url} does not list ${fileName(item)}`);
    } catch (error) {
      failures.push((error as Error).message);
    }
  }
  throw new Error([...new Set(failures)].join("; "));
}

async function unpack(
  item: DownloadedArchive,
  archive: string,
  folder: string,
  context: Context,
): Promise<void> {
  const bin = join(folder, "bin");
  await mkdir(bin, { recursive: true });
  const strip = `--strip-components=${item.strip}`;
  await run("tar", ["-xf", archive, "-C", bin, strip, "--no-same-owner"], { env: context.env });
  await rm(archive);
}

function fileName({ url }: Download): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0);
}
