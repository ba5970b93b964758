import { chmodSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Instance } from "./instance";
import { standIns } from "./plugins";
import { tsxLoader } from "./servers/cloudflare";
import type { Toolchain, ToolchainPlugin } from "./toolchain";

/** What the sandbox's shell has on its PATH; the rest is called by its full path. */
const COMMANDS = [
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-resource-pulumi-nodejs",
  "kubectl",
] as const;

/**
 * Lays out a PULUMI_HOME with the plugins, under the versions that the npm packages ask for, and a folder of
 * commands. Done anew on each `up`, so an official plugin takes its stand-in's place as soon as it can be had.
 */
export function layOutPulumi(instance: Instance, toolchain: Toolchain): void {
  // In a shell with the sandbox's environment the tools are found through the very links that are laid out anew.
  const targets = COMMANDS.map(
    (command) => [command, realpathSync(toolchain.binaries[command])] as const,
  );
  const bin = join(instance.directory, "bin");
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin);
  for (const [command, target] of targets) symlinkSync(target, join(bin, command));

  const plugins = join(pulumiHome(instance), "plugins");
  rmSync(plugins, { recursive: true, force: true });
  for (const plugin of toolchain.plugins) layOutPlugin(plugins, plugin);
}

export function pulumiHome({ directory }: Instance): string {
  return join(directory, "pulumi-home");
}

function layOutPlugin(plugins: string, { name, version, path }: ToolchainPlugin): void {
  const folder = join(plugins, `resource-${name}-v${version}`);
  mkdirSync(folder, { recursive: true });
  const executable = join(folder, `pulumi-resource-${name}`);
  if (path !== undefined) {
    symlinkSync(path, executable);
    return;
  }
  const standIn = standIns.find((candidate) => candidate.name === name);
  if (standIn === undefined) throw new Error(`plugin ${name} cannot be had and has no stand-in`);
  const launch = [process.execPath, "--import", tsxLoader(), standIn.main].map(quote).join(" ");
  writeFileSync(executable, `#!/bin/sh\nexec ${launch} "$@"\n`);
  chmodSync(executable, 0o755);
}

/** One word of a shell command. */
export function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
