// Makes a fresh clone runnable, then runs a script of the project: node sandbox/bootstrap.mjs [script.ts] [arguments].
// Plain JavaScript without imports of packages, because it is what installs them.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`odoo-fleet needs Node 20.19 or newer, this is ${process.versions.node}\n`);
  process.exit(1);
}

if (!installed()) {
  process.stderr.write("installing the packages of package-lock.json ...\n");
  const began = Date.now();
  run("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"]);
  process.stderr.write(`packages installed in ${((Date.now() - began) / 1000).toFixed(0)} s\n`);
}

const [script, ...args] = process.argv.slice(2);
if (script !== undefined) run(process.execPath, ["--import", "tsx", join(root, script), ...args]);

/** npm keeps a copy of the lockfile beside what it installed, without the project's own entry. */
function installed() {
  const copy = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(copy)) return false;
  const have = JSON.parse(readFileSync(copy, "utf8")).packages;
  const want = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(want).every(
    ([path, { version, optional }]) => path === "" || optional || have[path]?.version === version,
  );
}

function run(command, parameters) {
  const { status, signal } = spawnSync(command, parameters, { cwd: root, stdio: "inherit" });
  if (signal !== null || status !== 0) process.exit(status ?? 1);
}
