import { rmSync } from "node:fs";
import { loadCatalog } from "../fleet/catalog";
import { templateReference } from "../fleet/expand";
import { readStackSettings } from "../fleet/settings-file";
import { sandboxEnvironment } from "./environment";
import { ensureFreePort, type Instance, openInstance } from "./instance";
import {
  runningPid,
  type ServerCommand,
  startServer,
  stopServer,
  waitUntilReady,
} from "./processes";
import { layOutPulumi } from "./pulumi-home";
import { cloudflareCommand, isCloudflareReady } from "./servers/cloudflare";
import {
  apiserverCommand,
  controllerCommands,
  etcdCommand,
  furnishCluster,
  isApiserverReady,
} from "./servers/kubernetes";
import { isPostgresReady, postgresCommand, superuser } from "./servers/postgres";
import { buildTemplate } from "./templates/build";
import { ensureRoles, OWNER_ROLE, PLATFORM_ROLE } from "./templates/roles";
import { prepareToolchain, type Toolchain } from "./toolchain";

/** The sandbox's servers, in the order in which they are ended. */
export const SERVERS = [
  "kwok",
  "kube-scheduler",
  "kube-controller-manager",
  "kube-apiserver",
  "etcd",
  "cloudflare",
  "postgres",
] as const;

/** Which sandbox, and who hears of its progress. */
export interface SandboxOptions {
  /** The project's folder. */
  readonly root: string;
  /** The instance's folder. The checkout's own unless given. */
  readonly directory?: string;
  readonly log: (line: string) => void;
}

/** One server of a sandbox. */
export interface ServerStatus {
  readonly name: string;
  readonly running: boolean;
  readonly pid?: number;
}

/** The whole system on one machine: PostgreSQL, a Kubernetes control plane, Cloudflare's API, Pulumi and its plugins. */
export interface Sandbox {
  readonly directory: string;
  /** Brings up what is not running, from nothing or after a crash; safe to repeat. */
  up(): Promise<void>;
  /** Ends exactly the processes that `up` started. @returns how many there were. */
  down(): Promise<number>;
  /** Ends the servers and deletes all data. */
  reset(): Promise<void>;
  status(): ServerStatus[];
  environment(): Record<string, string>;
}

export async function openSandbox({ root, directory, log }: SandboxOptions): Promise<Sandbox> {
  const instance = await openInstance(root, directory);
  const down = async (): Promise<number> => {
    let ended = 0;
    for (const name of SERVERS) if (await stopServer(instance.directory, name)) ended += 1;
    return ended;
  };
  return {
    directory: instance.directory,
    down,
    up: () => up(root, instance, log),
    reset: async () => {
      await down();
      rmSync(instance.directory, { recursive: true, force: true });
    },
    status: () =>
      SERVERS.map((name) => {
        const pid = runningPid(instance.directory, name);
        return pid === undefined ? { name, running: false } : { name, running: true, pid };
      }),
    environment: () => sandboxEnvironment(instance),
  };
}

async function up(root: string, instance: Instance, log: SandboxOptions["log"]): Promise<void> {
  const step = async (name: string, run: () => Promise<void>): Promise<void> => {
    const began = Date.now();
    await run();
    log(`${name}: ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
  };
  let toolchain: Toolchain | undefined;
  await step("tools", async () => {
    toolchain = await prepareToolchain({ root, log });
  });
  if (toolchain === undefined) return;
  const tools = toolchain;
  await Promise.all([
    step("postgres", () => startPostgres(instance, tools)),
    step("cloudflare", () => startCloudflare(instance)),
    step("kubernetes", () => startKubernetes(instance, tools)),
  ]);
  await step("templates", () => buildTemplates(root, instance, log));
  layOutPulumi(instance, tools);
}

async function startPostgres(instance: Instance, tools: Toolchain): Promise<void> {
  if (runningPid(instance.directory, "postgres") === undefined) {
    await ensureFreePort(instance, "postgres");
    startServer(instance.directory, postgresCommand(instance, tools.postgresBin));
  }
  await waitUntilReady(instance.directory, "postgres", () => isPostgresReady(instance));
}

async function startCloudflare(instance: Instance): Promise<void> {
  if (runningPid(instance.directory, "cloudflare") === undefined) {
    await ensureFreePort(instance, "cloudflare");
    startServer(instance.directory, cloudflareCommand(instance));
  }
  await waitUntilReady(instance.directory, "cloudflare", () => isCloudflareReady(instance));
}

async function startKubernetes(instance: Instance, tools: Toolchain): Promise<void> {
  const { directory } = instance;
  if (runningPid(directory, "etcd") === undefined) {
    await ensureFreePort(instance, "etcd");
    await ensureFreePort(instance, "etcdPeer");
    startServer(directory, etcdCommand(instance, tools));
  }
  if (runningPid(directory, "kube-apiserver") === undefined) {
    await ensureFreePort(instance, "apiserver");
    startServer(directory, apiserverCommand(instance, tools));
  }
  await waitUntilReady(directory, "kube-apiserver", () => isApiserverReady(instance, tools));
  const missing = (server: ServerCommand) => runningPid(directory, server.name) === undefined;
  for (const server of controllerCommands(instance, tools).filter(missing)) {
    startServer(directory, server);
  }
  await furnishCluster(instance, tools);
}

/** One sealed database for each template of the catalog. */
async function buildTemplates(
  root: string,
  instance: Instance,
  log: SandboxOptions["log"],
): Promise<void> {
  const connection = superuser(instance);
  await ensureRoles(connection, { platformPassword: instance.secrets.platformRole });
  const { image } = readStackSettings(root, "dev");
  for (const [name, template] of Object.entries(loadCatalog(root).templates)) {
    const { version, database } = templateReference(name, template, image);
    const { built, seconds } = await buildTemplate({
      connection,
      template: { name, version, modules: [...template.modules] },
      database,
      platformRole: PLATFORM_ROLE,
      ownerRole: OWNER_ROLE,
    });
    if (built) log(`template ${name} ${version}: built in ${seconds.toFixed(1)} s`);
  }
}
