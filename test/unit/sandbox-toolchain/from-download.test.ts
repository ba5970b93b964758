import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Network } from "../../../sandbox/toolchain/network";
import { resolveAll } from "../../../sandbox/toolchain/resolve";
import { publish, RELEASED_TOOL, sha256, startMirror, type Mirror } from "./mirror";
import { testContext, type TestContext } from "./support";
import { temporaryFolder } from "./temporary";

let mirror: Mirror;
let context: TestContext;

beforeEach(async () => {
  mirror = await startMirror();
  context = testContext(temporaryFolder(), { network: new Network(mirror.address) });
});
afterEach(() => mirror.close());

/** What is left in the cache's folder of tools. */
function leftovers(): string[] {
  return existsSync(context.toolsDir) ? readdirSync(context.toolsDir) : [];
}

describe("an official download", () => {
  it("is verified, unpacked, and found in the cache by the next run without a request", async () => {
    publish(mirror);
    const [first] = await resolveAll([RELEASED_TOOL], context);
    const path = first?.found?.binaries["released-tool"] ?? "";
    expect(execFileSync(path, { encoding: "utf8" })).toBe("1.0.0\n");
    expect(first?.found).toMatchObject({ from: "cache", origin: "download" });

    const before = mirror.requests.length;
    const [second] = await resolveAll([RELEASED_TOOL], context);
    expect(second?.found).toEqual(first?.found);
    expect(mirror.requests).toHaveLength(before);
  });

  it("with a wrong checksum is refused, and leaves nothing", async () => {
    publish(mirror);
    mirror.documents.set("/releases.example/sums.txt", `${sha256("other")}  tool.tar.gz\n`);
    await expect(resolveAll([RELEASED_TOOL], context)).rejects.toThrow(
      /tool\.tar\.gz is refused: its sha256 is not the published [0-9a-f]{64}/,
    );
    expect(leftovers()).toEqual([]);
  });

  it("that its checksum file does not list is refused", async () => {
    publish(mirror);
    mirror.documents.set("/releases.example/sums.txt", `${sha256("other")}  other.tar.gz\n`);
    await expect(resolveAll([RELEASED_TOOL], context)).rejects.toThrow(
      "sums.txt does not list tool.tar.gz",
    );
    expect(leftovers()).toEqual([]);
  });

  it("that breaks off leaves nothing, and succeeds when it is tried again", async () => {
    publish(mirror);
    const archive = mirror.documents.get("/releases.example/tool.tar.gz") as Buffer;
    mirror.documents.set("/releases.example/tool.tar.gz", (response) => {
      response.writeHead(200, { "content-length": archive.length });
      response.write(archive.subarray(0, 50), () => response.destroy());
    });
    await expect(resolveAll([RELEASED_TOOL], context)).rejects.toThrow(
      "released-tool 1.0.0 cannot be had",
    );
    expect(leftovers()).toEqual([]);

    publish(mirror);
    const [again] = await resolveAll([RELEASED_TOOL], context);
    expect(again?.found?.origin).toBe("download");
  });

  it("without the executable it should carry leaves nothing", async () => {
    publish(mirror);
    const tool = { ...RELEASED_TOOL, binaries: ["released-tool", "another"] };
    await expect(resolveAll([tool], context)).rejects.toThrow("does not contain another");
    expect(leftovers()).toEqual([]);
  });

  it("takes a single file with its bare checksum, as dl.k8s.io publishes it", async () => {
    mirror.documents.set("/dl.example/tool", "#!/bin/sh\necho 1.0.0\n");
    mirror.documents.set("/dl.example/tool.sha256", sha256("#!/bin/sh\necho 1.0.0\n"));
    const [resolution] = await resolveAll(
      [
        {
          name: "tool",
          version: "1.0.0",
          binaries: ["tool"],
          download: () => [
            {
              kind: "file",
              url: "https://dl.example/tool",
              verify: { checksumFiles: ["https://dl.example/tool.sha256"] },
              to: "bin/tool",
              executable: true,
            },
          ],
        },
      ],
      context,
    );
    const path = resolution?.found?.binaries.tool ?? "";
    expect(execFileSync(path, { encoding: "utf8" })).toBe("1.0.0\n");
  });
});

describe("a host that cannot be reached", () => {
  it("is asked once in a run, however many tools it should serve", async () => {
    let connections = 0;
    mirror.documents.set("/", (response) => {
      connections += 1;
      response.destroy();
    });
    const plugin = { name: "p", version: "1.0.0", standIn: true };
    const tools = ["a", "b", "c"].map((name) => ({ ...RELEASED_TOOL, name, plugin }));
    const resolutions = await resolveAll(tools, context);
    expect(resolutions.map(({ unavailable }) => unavailable?.reason)).toEqual(
      tools.map(() => expect.stringMatching(/^downloading .* cannot be reached: /) as string),
    );
    expect(connections).toBe(1);
    expect(mirror.requests).toEqual(["HEAD /"]);
  });
});
