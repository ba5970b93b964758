import path from "node:path";

/** A program that plays an official provider plugin where that cannot be had. */
export interface StandInProgram {
  /** The plugin's name, as in `pulumi-resource-<name>`. */
  readonly name: string;
  /** Absolute path of the TypeScript file to run with tsx; the engine's arguments go behind it. */
  readonly main: string;
}

/**
 * All stand-ins. Never to be laid out where the official plugin is there. The engine finds one as the executable
 * `plugins/resource-<name>-v<version>/pulumi-resource-<name>` of PULUMI_HOME, where the version is that of the npm
 * package `@pulumi/<name>`.
 */
export const standIns: readonly StandInProgram[] = ["postgresql", "cloudflare"].map((name) => ({
  name,
  main: path.join(__dirname, name, "main.ts"),
}));
