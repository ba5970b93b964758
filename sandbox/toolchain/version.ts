import type { VersionRange } from "./types";

export type Version = readonly [major: number, minor: number, patch: number];

/** The first `major.minor[.patch]` in a text such as `kwok version v0.8.0 go1.26`; undefined if there is none. */
export function parseVersion(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

/** Negative, zero or positive, as `Array.sort` wants it. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

export function inRange(version: Version, range: VersionRange): boolean {
  const reaches = compareVersions(version, requireVersion(range.atLeast)) >= 0;
  return (
    reaches &&
    (range.below === undefined || compareVersions(version, requireVersion(range.below)) < 0)
  );
}

export function formatVersion(version: Version): string {
  return version.join(".");
}

/** `>= 1.36.0, < 1.37.0` */
export function formatRange(range: VersionRange): string {
  return `>= ${range.atLeast}${range.below === undefined ? "" : `, < ${range.below}`}`;
}

/** As `parseVersion`, for texts that must hold a version. Throws if one does not. */
export function requireVersion(text: string): Version {
  const version = parseVersion(text);
  if (!version) throw new Error(`"${text}" does not contain a version such as 1.2.3`);
  return version;
}
