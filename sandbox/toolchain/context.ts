import { homedir } from "node:os";
import { join } from "node:path";
import { Network } from "./network";
import type { Platform } from "./types";

/** Everything outside the table of tools that getting a tool depends on. */
export interface Context {
  readonly platform: Platform;
  /** Root of the cache; tools live in `tools/` below it. */
  readonly cacheDir: string;
  /** Folder with one Go module per build. */
  readonly buildsDir: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly network: Network;
  readonly log: (line: string) => void;
  /** Try again what failed less than a day ago. */
  readonly refresh: boolean;
  /** Milliseconds between two signs of life of a long step. */
  readonly heartbeatMs: number;
}

export interface ContextOptions {
  readonly log: (line: string) => void;
  readonly refresh?: boolean;
}

/** The context of this machine, from the environment. Throws on a platform that the sandbox cannot run on. */
export function contextFromEnvironment(options: ContextOptions): Context {
  const env = process.env;
  return {
    platform: currentPlatform(),
    cacheDir: cacheDirectory(env, process.platform, homedir()),
    buildsDir: join(__dirname, "builds"),
    env,
    network: new Network(env.ODOO_FLEET_DOWNLOAD_MIRROR),
    log: options.log,
    refresh: options.refresh ?? false,
    heartbeatMs: 30_000,
  };
}

/** `$ODOO_FLEET_CACHE_DIR`, else `odoo-fleet` in the operating system's folder for a user's caches. */
export function cacheDirectory(env: NodeJS.ProcessEnv, os: string, home: string): string {
  if (env.ODOO_FLEET_CACHE_DIR) return env.ODOO_FLEET_CACHE_DIR;
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, "odoo-fleet");
  return os === "darwin"
    ? join(home, "Library", "Caches", "odoo-fleet")
    : join(home, ".cache", "odoo-fleet");
}

function currentPlatform(): Platform {
  const { platform, arch } = process;
  const goArch = { x64: "amd64", arm64: "arm64" } as const;
  if ((platform === "linux" || platform === "darwin") && (arch === "x64" || arch === "arm64")) {
    return { os: platform, arch: goArch[arch] };
  }
  throw new Error(
    `the sandbox runs on Linux and macOS on x64 or arm64; this is ${platform} on ${arch}. ` +
      "On Windows, use WSL.",
  );
}
