import { existsSync, readFileSync, readlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { resolveAll } from "../../../sandbox/toolchain/resolve";
import type { Tool } from "../../../sandbox/toolchain/types";
import { script, testContext } from "./support";
import { temporaryFolder } from "./temporary";

const TOOL: Tool = {
  name: "server",
  version: "18.0.0",
  binaries: ["server"],
  npm: () => ({
    name: "@example/server",
    version: "18.0.0",
    integrity: "sha512-pinned==",
    binaries: "native/bin",
    symlinks: "native/links.json",
  }),
};

it("An npm package is installed with its pinned integrity, without its scripts, and gets its links.", async () => {
  const folder = temporaryFolder();
  script(
    join(folder, "bin"),
    "npm",
    `echo "$@" > ${join(folder, "npm.log")}
     cp package-lock.json ${join(folder, "lock.json")}
     mkdir -p node_modules/@example/server/native/bin && cd node_modules/@example/server/native
     echo '#!/bin/sh' > bin/server && chmod +x bin/server
     echo '[{"source":"native/lib/a.so.1","target":"native/lib/a.so"}]' > links.json`,
  );
  const [resolution] = await resolveAll([TOOL], testContext(folder));
  const server = resolution?.found?.binaries.server ?? "";
  expect(existsSync(server)).toBe(true);
  expect(readlinkSync(join(dirname(server), "../lib/a.so"))).toBe("a.so.1");
  expect(readFileSync(join(folder, "npm.log"), "utf8")).toMatch(/^ci .*--ignore-scripts/);
  expect(JSON.parse(readFileSync(join(folder, "lock.json"), "utf8"))).toMatchObject({
    packages: {
      "node_modules/@example/server": { version: "18.0.0", integrity: "sha512-pinned==" },
    },
  });
});
