import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

export interface Digest {
  readonly algorithm: "sha1" | "sha256" | "sha512";
  readonly hex: string;
}

/**
 * The digest that a published checksum document gives for a file; undefined if it does not mention the file.
 * Understands lines of `sha256sum` and `shasum` (the algorithm is told by the length: Pulumi's plugins are published
 * with SHA-1), a bare digest as dl.k8s.io serves it, and a release of GitHub's API, which lists digests per asset.
 */
export function findDigest(document: string, fileName: string): Digest | undefined {
  if (document.trimStart().startsWith("{")) return findInRelease(document, fileName);
  const lines = document.trim().split("\n");
  for (const line of lines) {
    const [hex, name] = line.trim().split(/\s+/);
    if (hex === undefined) continue;
    const bare = name === undefined && lines.length === 1;
    if (bare || name?.replace(/^\*?(\.\/)?/, "") === fileName) return digestOf(hex);
  }
  return undefined;
}

export async function matchesDigest(path: string, digest: Digest): Promise<boolean> {
  const hash = createHash(digest.algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex") === digest.hex;
}

function findInRelease(document: string, fileName: string): Digest | undefined {
  const release = JSON.parse(document) as { assets?: { name?: string; digest?: string | null }[] };
  const asset = release.assets?.find(({ name }) => name === fileName);
  return asset?.digest ? digestOf(asset.digest.replace(/^sha\d+:/, "")) : undefined;
}

function digestOf(text: string): Digest | undefined {
  const hex = text.toLowerCase();
  if (!/^[0-9a-f]+$/.test(hex)) return undefined;
  const algorithm = ({ 40: "sha1", 64: "sha256", 128: "sha512" } as const)[hex.length];
  return algorithm && { algorithm, hex };
}
