import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { findOnPath } from "../../../sandbox/toolchain/from-path";
import type { Tool } from "../../../sandbox/toolchain/types";
import { script, testContext } from "./support";
import { temporaryFolder } from "./temporary";

const KUBECTL: Tool = {
  name: "kubectl",
  version: "1.36.3",
  binaries: ["kubectl"],
  onPath: {
    accepts: { atLeast: "1.35.0", below: "1.38.0" },
    versionArguments: { kubectl: ["version", "--client"] },
  },
};

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

function search(tool: Tool, ...folders: string[]) {
  return findOnPath(tool, testContext(folder, { env: { PATH: folders.join(":") } }));
}

function kubectl(where: string, printed: string): string {
  const path = join(folder, where);
  script(path, "kubectl", `echo "${printed}"`);
  return path;
}

it("An installed tool in a suitable version is used.", async () => {
  const bin = kubectl("a", "Client Version: v1.35.2\nKustomize Version: v5.5.0");
  const { found } = await search(KUBECTL, bin);
  expect(found).toMatchObject({
    from: "path",
    version: "1.35.2",
    binaries: { kubectl: join(bin, "kubectl") },
  });
});

it.each(["1.34.9", "1.38.0", "2.36.0"])(
  "An installed tool in the unsuitable version %s is not used, and the verdict says so.",
  async (version) => {
    const { found, rejected } = await search(KUBECTL, kubectl("a", `Client Version: v${version}`));
    expect(found).toBeUndefined();
    expect(rejected).toEqual([
      `${join(folder, "a/kubectl")} is not used: ${version}, but >= 1.35.0, < 1.38.0 is needed`,
    ]);
  },
);

it("A tool whose version cannot be read is not used.", async () => {
  const silent = kubectl("silent", "no such thing");
  const broken = join(folder, "broken");
  script(broken, "kubectl", "exit 1");
  const { found, rejected } = await search(KUBECTL, silent, broken);
  expect(found).toBeUndefined();
  expect(rejected).toHaveLength(2);
});

it("A suitable copy is found behind an unsuitable one on the PATH.", async () => {
  const { found } = await search(KUBECTL, kubectl("old", "v1.20.0"), kubectl("new", "v1.36.0"));
  expect(found?.binaries.kubectl).toBe(join(folder, "new/kubectl"));
});

it("A folder that two entries of the PATH lead to is judged once.", async () => {
  const old = kubectl("old", "v1.20.0");
  symlinkSync(old, join(folder, "link"));
  expect((await search(KUBECTL, old, join(folder, "link"))).rejected).toHaveLength(1);
});

it("Versioned folders are searched from the newest, and one that lacks a binary is passed over.", async () => {
  for (const [major, names] of [
    ["9.6", ["postgres", "initdb"]],
    ["15", ["postgres", "initdb"]],
    ["18", ["postgres", "initdb"]],
    ["19", ["postgres"]],
  ] as const) {
    for (const name of names) {
      script(join(folder, "pg", major, "bin"), name, `echo "${name} (PostgreSQL) ${major}.1"`);
    }
  }
  mkdirSync(join(folder, "pg", "common"));
  const postgresql: Tool = {
    name: "postgresql",
    version: "18.0.0",
    binaries: ["postgres", "initdb"],
    onPath: {
      accepts: { atLeast: "15.0.0" },
      versionArguments: { postgres: ["--version"], initdb: ["--version"] },
      alsoIn: [join(folder, "pg/*/bin"), join(folder, "nowhere/*/bin")],
    },
  };
  const { found } = await search(postgresql);
  expect(found?.version).toBe("18.1.0");
  expect(found?.binaries.initdb).toBe(join(folder, "pg/18/bin/initdb"));
});
