import { copyFile, mkdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { matchesDigest } from "./checksum";
import type { Context } from "./context";
import type { Step } from "./progress";
import { run } from "./run";
import type { GoBuild, GoBuilds, GoModuleFiles, Made } from "./types";
import { compareVersions, requireVersion } from "./version";

/**
 * Builds the executables from Go modules into `folder`. Throws if Go is missing or too old, or with the end of the
 * compiler's output.
 */
export async function buildFromGo(
  recipe: GoBuilds,
  folder: string,
  context: Context,
  step: Step,
): Promise<Made> {
  for (const build of recipe.builds) await requireGo(build, context);
  for (const build of recipe.builds) {
    const into = join(folder, build.into);
    await mkdir(into, { recursive: true });
    await compile(build, into, context, step);
  }
  return { binaryFolders: recipe.builds.map(({ into }) => into), files: [] };
}

/** Copies data files out of a Go module into `folder`. Throws if Go is missing or a file differs from its digest. */
export async function copyFromGoModule(
  source: GoModuleFiles,
  folder: string,
  context: Context,
): Promise<Made> {
  const answer = await run(
    "go",
    ["mod", "download", "-json", `${source.module}@${source.version}`],
    {
      cwd: folder, // outside every module, whose go.mod would have a say
      env: { ...goEnvironment(context), GOFLAGS: "" },
    },
  ).catch((error: unknown) => {
    throw explain(error, "1.21");
  });
  const { Dir: module } = JSON.parse(answer) as { Dir: string };
  await mkdir(join(folder, "files"), { recursive: true });
  const files: string[] = [];
  for (const [path, sha256] of Object.entries(source.files)) {
    const to = join("files", basename(path));
    await copyFile(join(module, path), join(folder, to));
    if (!(await matchesDigest(join(folder, to), { algorithm: "sha256", hex: sha256 }))) {
      throw new Error(`${path} of ${source.module} ${source.version} is not the pinned ${sha256}`);
    }
    files.push(to);
  }
  return { binaryFolders: [], files };
}

async function compile(build: GoBuild, into: string, context: Context, step: Step): Promise<void> {
  const stamps = Object.entries(build.stamp ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  let packages = 0;
  // -v names each package as it is compiled: a sign of life, and Go ends when it writes to a pipe whose reader has died,
  // so that a build does not outlive a run that was killed.
  await run(
    "go",
    [
      "build",
      "-v",
      "-ldflags",
      ["-s -w", ...stamps].join(" "),
      "-o",
      build.rename === undefined ? `${into}/` : join(into, build.rename),
      ...build.packages,
    ],
    {
      cwd: join(context.buildsDir, build.module),
      env: goEnvironment(context),
      onErrorLine: (line) => {
        if (!line.startsWith("go: ")) packages += 1;
        step.status = line.startsWith("go: ") ? line.slice(4) : `${packages} packages compiled`;
      },
    },
  );
}

/** Runs in the module's folder, where Go switches to the toolchain that go.mod asks for, if it may. */
async function requireGo(build: GoBuild, context: Context): Promise<void> {
  const folder = join(context.buildsDir, build.module);
  const needed = /^go (\S+)/m.exec(await readFile(join(folder, "go.mod"), "utf8"))?.[1] ?? "1.21";
  const version = await run("go", ["env", "GOVERSION"], {
    cwd: folder,
    env: goEnvironment(context),
  }).catch((error: unknown) => {
    throw explain(error, needed);
  });
  if (compareVersions(requireVersion(version), requireVersion(needed)) < 0) {
    throw new Error(`Go ${needed} or newer is needed, ${version.trim()} is installed`);
  }
}

function explain(error: unknown, needed: string): Error {
  const { message } = error as Error;
  return message.startsWith("cannot start go")
    ? new Error(`Go is not installed: install Go ${needed} or newer (https://go.dev/dl)`)
    : (error as Error);
}

/** The settings that decide what is built are ours; where modules come from and are cached stays the user's. */
function goEnvironment(context: Context): NodeJS.ProcessEnv {
  return {
    ...context.env,
    GOOS: context.platform.os,
    GOARCH: context.platform.arch,
    CGO_ENABLED: "0",
    GOWORK: "off",
    GOFLAGS: "-mod=readonly -trimpath -buildvcs=false",
  };
}
