import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { locate, resolveAll } from "../../../sandbox/toolchain/resolve";
import type { Tool } from "../../../sandbox/toolchain/types";
import { sha256 } from "./mirror";
import { fakeGo, goBuilds, SLOW_TOOL, testContext } from "./support";
import { temporaryFolder } from "./temporary";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

async function build() {
  const [resolution] = await resolveAll([SLOW_TOOL], testContext(folder));
  return resolution?.found;
}

function runAlone(): ChildProcess & { output: () => string } {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(__dirname, "run-alone.ts"), folder],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return Object.assign(child, { output: () => text });
}

describe("a build", () => {
  it("is done with pinned modules and without the paths of this machine, once", async () => {
    fakeGo(folder);
    expect(await build()).toMatchObject({ from: "cache", origin: "go" });
    await build();
    expect(goBuilds(folder)).toBe(1);
    expect(readFileSync(join(folder, "go.log"), "utf8").split("\n")).toContainEqual(
      expect.stringMatching(
        /^build -v -ldflags -s -w -o \S+\/bin\/ example\.org\/slow GOFLAGS=-mod=readonly -trimpath -buildvcs=false GOWORK=off CGO_ENABLED=0$/,
      ),
    );
  });

  it("is done again when the pinned modules change", async () => {
    fakeGo(folder);
    await build();
    appendFileSync(join(folder, "builds/slow/go.mod"), "// another version\n");
    await build();
    expect(goBuilds(folder)).toBe(2);
  });

  it("is done again when a finished executable was cut short", async () => {
    fakeGo(folder);
    const found = await build();
    truncateSync(found?.binaries["slow-tool"] ?? "", 3);
    expect((await locate(SLOW_TOOL, testContext(folder))).found).toBeUndefined();
    await build();
    expect(goBuilds(folder)).toBe(2);
  });

  it("tells its name, number and time, gives signs of life, and says what comes next", async () => {
    fakeGo(folder, { seconds: 0.2 });
    const context = testContext(folder, { heartbeatMs: 50 });
    await resolveAll([SLOW_TOOL, { ...SLOW_TOOL, name: "other" }], context);
    expect(context.lines.slice(0, 2)).toEqual([
      "toolchain: 0 of 2 tools are ready, 2 to get",
      "[1/2] slow-tool 1.0.0: building from Go modules (about 1 min) ...",
    ]);
    expect(context.lines[2]).toMatch(/still building from Go modules \(about 1 min\) after 0s/);
    expect(context.lines.find((line) => line.startsWith("[1/2] slow-tool 1.0.0: done"))).toMatch(
      /done in \ds; next: other 1\.0\.0$/,
    );
  });

  it("without Go says which Go to install, and what to put on the PATH instead", async () => {
    fakeGo(folder);
    const context = testContext(folder, { env: { PATH: join(folder, "empty") } });
    await expect(resolveAll([SLOW_TOOL], context)).rejects.toThrow(
      /install Go 1\.25\.0 or newer[^]*Or put slow-tool \(>= 1\.0\.0\) on the PATH/,
    );
    expect(readdirSync(context.toolsDir)).toEqual([]);
  });

  it("with too old a Go says which one is needed", async () => {
    fakeGo(folder, { version: "go1.24.9" });
    await expect(build()).rejects.toThrow("Go 1.25.0 or newer is needed, go1.24.9 is installed");
    expect(goBuilds(folder)).toBe(0);
  });
});

describe("data files of a Go module", () => {
  const manifests = (content: string): Tool => ({
    name: "manifests",
    version: "1.0.0",
    binaries: [],
    goFiles: {
      module: "example.org/manifests",
      version: "v1.0.0",
      repository: "example/manifests",
      files: { "deploy/crd.yaml": sha256(content) },
    },
  });

  beforeEach(() => {
    fakeGo(folder);
    mkdirSync(join(folder, "module/deploy"), { recursive: true });
    writeFileSync(join(folder, "module/deploy/crd.yaml"), "kind: CRD\n");
  });

  it("are copied into the cache", async () => {
    const [resolution] = await resolveAll([manifests("kind: CRD\n")], testContext(folder));
    expect(resolution?.found?.files.map((path) => readFileSync(path, "utf8"))).toEqual([
      "kind: CRD\n",
    ]);
    expect(readFileSync(join(folder, "go.log"), "utf8")).toContain(
      "mod download -json example.org/manifests@v1.0.0 ",
    );
  });

  it("are refused if they are not the pinned ones", async () => {
    const context = testContext(folder);
    await expect(resolveAll([manifests("kind: Other\n")], context)).rejects.toThrow(
      "deploy/crd.yaml of example.org/manifests v1.0.0 is not the pinned",
    );
    expect(readdirSync(context.toolsDir)).toEqual([]);
  });
});

describe("runs in processes of their own", () => {
  it("that start at once build once: one waits for the other and says so", async () => {
    fakeGo(folder, { seconds: 1 });
    const runs = [runAlone(), runAlone()];
    const codes = await Promise.all(runs.map((run) => once(run, "close")));
    expect(codes.map(([code]) => code as number)).toEqual([0, 0]);
    expect(goBuilds(folder)).toBe(1);
    const outputs = runs.map((run) => run.output());
    expect(outputs.filter((text) => text.includes("waiting for that"))).toHaveLength(1);
    expect(outputs.filter((text) => text.includes("building from Go"))).toHaveLength(1);
  }, 30_000);

  it("that are killed in the middle of a build leave nothing that the next run would use", async () => {
    fakeGo(folder, { seconds: 3 });
    const killed = runAlone();
    await expect.poll(() => goBuilds(folder), { timeout: 15_000 }).toBe(1);
    killed.kill("SIGKILL");
    await once(killed, "close");
    const context = testContext(folder);
    expect(readdirSync(context.toolsDir).some((name) => name.includes(".making-"))).toBe(true);
    expect((await locate(SLOW_TOOL, context)).found).toBeUndefined();

    fakeGo(folder);
    const found = await build();
    expect(found?.origin).toBe("go");
    expect(readdirSync(context.toolsDir)).toEqual([
      expect.stringMatching(/^slow-tool-1\.0\.0-linux-amd64-[0-9a-f]{12}$/),
    ]);
  }, 30_000);
});
