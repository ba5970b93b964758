import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cacheDirectory } from "../../../sandbox/toolchain/context";
import { inspectToolchain, prepareToolchain } from "../../../sandbox/toolchain/index";
import { TOOLS } from "../../../sandbox/toolchain/tools";
import type { Platform } from "../../../sandbox/toolchain/types";
import { temporaryFolder } from "./temporary";

const ROOT = join(__dirname, "../../..");
const BUILDS = join(ROOT, "sandbox/toolchain/builds");
const PLATFORMS: Platform[] = (["linux", "darwin"] as const).flatMap((os) =>
  (["amd64", "arm64"] as const).map((arch) => ({ os, arch })),
);

describe("the table of tools", () => {
  it.each(TOOLS.filter(({ plugin }) => plugin))(
    "has $name in the version of its npm package",
    ({ plugin }) => {
      const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
        dependencies: Record<string, string>;
      };
      expect(plugin?.version).toBe(dependencies[`@pulumi/${plugin?.name ?? ""}`]);
    },
  );

  it.each(TOOLS.filter(({ plugin }) => !plugin?.standIn))(
    "has a way to get $name on every platform where nothing can be downloaded",
    (tool) => {
      for (const platform of PLATFORMS) {
        expect(tool.go ?? tool.goFiles ?? tool.npm?.(platform)).toBeDefined();
      }
    },
  );

  it("names https addresses only, and a different file per platform for every executable", () => {
    for (const tool of TOOLS.filter(({ binaries }) => binaries.length > 0)) {
      const urls = PLATFORMS.flatMap((platform) => tool.download?.(platform) ?? []).map(
        ({ url }) => url,
      );
      expect(new Set(urls).size, tool.name).toBe(urls.length);
      for (const url of urls) expect(url).toMatch(/^https:\/\/[a-z0-9.]+\/\S+$/);
    }
  });

  it("pins every Go build with a go.sum and replaces no module by a folder", () => {
    const modules = new Set(TOOLS.flatMap(({ go }) => go?.builds.map((b) => b.module) ?? []));
    expect(readdirSync(BUILDS).sort()).toEqual([...modules].sort());
    for (const module of modules) {
      expect(readFileSync(join(BUILDS, module, "go.sum"), "utf8").length).toBeGreaterThan(0);
      expect(readFileSync(join(BUILDS, module, "go.mod"), "utf8")).not.toMatch(/=> \.?\.?\//);
    }
  });

  it("builds the versions that it announces", () => {
    const goMod = (module: string) => readFileSync(join(BUILDS, module, "go.mod"), "utf8");
    const version = (name: string) => TOOLS.find((tool) => tool.name === name)?.version ?? "?";
    expect(goMod("pulumi")).toContain(`github.com/pulumi/pulumi/pkg/v3 v${version("pulumi")} `);
    expect(goMod("kubernetes")).toContain(`k8s.io/kubernetes v${version("kubernetes")} `);
    expect(goMod("etcd")).toContain(`go.etcd.io/etcd/server/v3 v${version("etcd")} `);
    expect(goMod("kwok")).toContain(`sigs.k8s.io/kwok v${version("kwok")} `);
  });
});

describe("the cache", () => {
  it.each([
    [{ ODOO_FLEET_CACHE_DIR: "/c", XDG_CACHE_HOME: "/x" }, "linux", "/c"],
    [{ XDG_CACHE_HOME: "/x" }, "darwin", "/x/odoo-fleet"],
    [{}, "linux", "/home/u/.cache/odoo-fleet"],
    [{}, "darwin", "/home/u/Library/Caches/odoo-fleet"],
  ])("is, with %j on %s, %s", (env, os, expected) => {
    expect(cacheDirectory(env, os, "/home/u")).toBe(expected);
  });
});

describe("the toolchain", () => {
  it("refuses a tool that is not in the table, and names those that are", async () => {
    const options = { root: ROOT, log: () => undefined, only: ["kubctl"] };
    await expect(prepareToolchain(options)).rejects.toThrow(/unknown tool kubctl; .* kubectl,/);
  });

  it("throws when a tool is read that `only` left out", async () => {
    const toolchain = await prepareToolchain({ root: ROOT, log: () => undefined, only: [] });
    expect(() => toolchain.binaries.etcd).toThrow("etcd is not in this toolchain");
    expect(() => toolchain.postgresBin).toThrow("postgres is not in this toolchain");
    expect(toolchain.binaries["pulumi-resource-pulumi-nodejs"]).toContain("node_modules");
  });

  it("says of a missing tool how it would be got, and gets nothing", async () => {
    const before = process.env.ODOO_FLEET_CACHE_DIR;
    const cache = temporaryFolder();
    process.env.ODOO_FLEET_CACHE_DIR = cache;
    try {
      const [report] = await inspectToolchain({ only: ["plugin-kubernetes"] });
      expect(report).toEqual({
        name: "plugin-kubernetes",
        wanted: "4.34.2",
        from: "missing",
        rejected: [],
        detail:
          "missing; to get it: downloading from get.pulumi.com, " +
          "else building from Go modules (about 5 min)",
      });
      expect(readdirSync(cache)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env.ODOO_FLEET_CACHE_DIR;
      else process.env.ODOO_FLEET_CACHE_DIR = before;
    }
  });
});
