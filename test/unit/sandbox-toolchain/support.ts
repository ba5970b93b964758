import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "../../../sandbox/toolchain/context";
import { Network } from "../../../sandbox/toolchain/network";
import type { Tool } from "../../../sandbox/toolchain/types";

export interface TestContext extends Context {
  readonly lines: string[];
  readonly toolsDir: string;
}

/** A context whose cache, Go and PATH are in one folder, so that nothing of the machine is used but sh and tar. */
export function testContext(folder: string, overrides: Partial<Context> = {}): TestContext {
  const lines: string[] = [];
  return {
    platform: { os: "linux", arch: "amd64" },
    cacheDir: join(folder, "cache"),
    buildsDir: join(folder, "builds"),
    env: { PATH: `${join(folder, "bin")}:/usr/bin:/bin` },
    network: new Network(undefined),
    log: (line) => lines.push(line),
    refresh: false,
    heartbeatMs: 30_000,
    lines,
    toolsDir: join(folder, "cache", "tools"),
    ...overrides,
  };
}

/** Writes an executable shell script; `folder` is made if need be. */
export function script(folder: string, name: string, body: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

/**
 * A `go` that logs its arguments and settings. A build writes an executable after `seconds`; a module that is
 * downloaded is the folder `module`.
 */
export function fakeGo(folder: string, { seconds = 0, version = "go1.26.0" } = {}): void {
  script(
    join(folder, "bin"),
    "go",
    `echo "$@ GOFLAGS=$GOFLAGS GOWORK=$GOWORK CGO_ENABLED=$CGO_ENABLED" >> ${join(folder, "go.log")}
     if [ "$1" = env ]; then echo ${version}; exit; fi
     if [ "$1" = mod ]; then echo '{ "Dir": "${join(folder, "module")}" }'; exit; fi
     while [ "$1" != -o ]; do shift; done
     sleep ${seconds}
     echo '#!/bin/sh' > "$2/slow-tool" && chmod +x "$2/slow-tool"`,
  );
  const module = join(folder, "builds", "slow");
  mkdirSync(module, { recursive: true });
  writeFileSync(join(module, "go.mod"), "module slow\n\ngo 1.25.0\n");
}

export function goBuilds(folder: string): number {
  const log = join(folder, "go.log");
  if (!existsSync(log)) return 0;
  return readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("build ")).length;
}

/** What `fakeGo` builds. */
export const SLOW_TOOL: Tool = {
  name: "slow-tool",
  version: "1.0.0",
  binaries: ["slow-tool"],
  onPath: { accepts: { atLeast: "1.0.0" }, versionArguments: { "slow-tool": ["--version"] } },
  go: { minutes: 1, builds: [{ module: "slow", packages: ["example.org/slow"], into: "bin" }] },
};
