/** What a tool is, as data: `tools.ts` holds the table, the `from-*.ts` files act on it. */

/** An operating system and processor, in Go's names, which most releases use in their file names. */
export interface Platform {
  readonly os: "linux" | "darwin";
  readonly arch: "amd64" | "arm64";
}

export interface Tool {
  readonly name: string;
  /** The version that is downloaded or built. */
  readonly version: string;
  /** Executables that the finished tool must have; empty for data files. */
  readonly binaries: readonly string[];
  /** How an installed copy is recognised; without it the PATH is not looked at. */
  readonly onPath?: PathSearch;
  /** Official files, all of which are needed; an empty list where none is published for the platform. */
  readonly download?: (platform: Platform) => readonly Download[];
  readonly go?: GoBuilds;
  readonly goFiles?: GoModuleFiles;
  readonly npm?: (platform: Platform) => NpmPackage;
  /** Present on a Pulumi resource plugin: its name and version as Pulumi knows them. */
  readonly plugin?: PulumiPlugin;
}

/** A folder is taken when it holds every binary of the tool and each one's version is in `accepts`. */
export interface PathSearch {
  readonly accepts: VersionRange;
  /** Arguments that make each binary print its version; a binary without an entry only has to be there. */
  readonly versionArguments: Readonly<Record<string, readonly string[]>>;
  /** Folders beyond the PATH; one `*` may stand for a part of a name, and the newest version wins. */
  readonly alsoIn?: readonly string[];
}

/** `atLeast` is inclusive, `below` exclusive; both are `major.minor.patch`. */
export interface VersionRange {
  readonly atLeast: string;
  readonly below?: string;
}

export type Download = DownloadedFile | DownloadedArchive;

interface DownloadSource {
  readonly url: string;
  /** Published checksum files, the first readable one counts; or a digest pinned in the table. */
  readonly verify: { readonly checksumFiles: readonly string[] } | { readonly sha256: string };
}

export interface DownloadedFile extends DownloadSource {
  readonly kind: "file";
  /** Path inside the tool's folder. */
  readonly to: string;
  readonly executable: boolean;
}

/** A tar.gz (or a zip, on macOS, whose `tar` reads it) that is unpacked into `bin/`. */
export interface DownloadedArchive extends DownloadSource {
  readonly kind: "archive";
  /** Leading path elements to drop, as `tar --strip-components` does. */
  readonly strip: number;
}

export interface GoBuilds {
  /** Rough duration on two cores with an empty build cache, in minutes. */
  readonly minutes: number;
  readonly builds: readonly GoBuild[];
}

/** One `go build` in `builds/<module>`, whose go.mod and go.sum pin every source file. */
export interface GoBuild {
  readonly module: string;
  readonly packages: readonly string[];
  /** Folder inside the tool's folder. */
  readonly into: string;
  /** Name of the executable where it differs from the package's. */
  readonly rename?: string;
  /** String variables set at link time. */
  readonly stamp?: Readonly<Record<string, string>>;
}

/** Data files that a Go module carries. */
export interface GoModuleFiles {
  readonly module: string;
  readonly version: string;
  /** `owner/name` on GitHub, whose tag `version` holds the same files. */
  readonly repository: string;
  /** Path inside the module -> SHA-256 of the file. */
  readonly files: Readonly<Record<string, string>>;
}

export interface NpmPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the package's tarball, as the registry publishes it. */
  readonly integrity: string;
  /** Folder of the executables inside the package. */
  readonly binaries: string;
  /** JSON list of `{ source, target }` links that the package's install script would make. */
  readonly symlinks: string;
}

export interface PulumiPlugin {
  readonly name: string;
  readonly version: string;
  /** Whether the sandbox has a stand-in to use where the official plugin cannot be had. */
  readonly standIn: boolean;
}

/** How a folder of the cache came to be. */
export type Origin = "download" | "go" | "npm";

/** A usable tool, with absolute paths. */
export interface FoundTool {
  readonly from: "path" | "cache";
  readonly version: string;
  /** Present when `from` is `cache`. */
  readonly origin?: Origin;
  readonly binaries: Readonly<Record<string, string>>;
  /** Data files, sorted. */
  readonly files: readonly string[];
  /** For a person: where it came from. */
  readonly detail: string;
}

/** What a way of getting a tool has put into the folder it was given; paths are relative to that folder. */
export interface Made {
  /** Folders to look for the executables in, first match wins. */
  readonly binaryFolders: readonly string[];
  readonly files: readonly string[];
}
