import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir } from "node:os";
import { basename, join } from "node:path";

/** Servers that listen on a port of their own. */
const PORTS = ["postgres", "etcd", "etcdPeer", "apiserver", "cloudflare"] as const;

type Port = (typeof PORTS)[number];

/** What one sandbox is: its folder, and the ports and secrets that stay the same while it lives. */
export interface Instance {
  readonly directory: string;
  readonly ports: Record<Port, number>;
  readonly secrets: {
    /** Of PostgreSQL's superuser. */
    readonly postgres: string;
    readonly platformRole: string;
    readonly kubernetes: string;
    readonly cloudflare: string;
    readonly master: string;
  };
}

/**
 * Opens the instance that belongs to a checkout, and makes it on the first call. It lives outside the repository,
 * whose whole tree the Pulumi language host walks, and, where root runs it, where PostgreSQL's user can reach it.
 */
export async function openInstance(root: string, wanted?: string): Promise<Instance> {
  const directory = wanted ?? process.env.ODOO_FLEET_SANDBOX_DIR ?? defaultDirectory(root);
  for (const part of ["", "logs", "run", "bin", "kubernetes", "pulumi"]) {
    mkdirSync(join(directory, part), { recursive: true });
  }
  // Others may pass through, to PostgreSQL's folder, and read nothing.
  chmodSync(directory, 0o711);
  for (const part of ["logs", "run", "kubernetes", "pulumi"])
    chmodSync(join(directory, part), 0o700);
  const file = join(directory, "instance.json");
  if (existsSync(file)) {
    return {
      directory,
      ...(JSON.parse(readFileSync(file, "utf8")) as Omit<Instance, "directory">),
    };
  }
  const instance: Instance = { directory, ports: await freePorts(), secrets: newSecrets() };
  save(instance);
  return instance;
}

/** Gives a server another port where something else has taken its own. */
export async function ensureFreePort(instance: Instance, port: Port): Promise<void> {
  if (await isFree(instance.ports[port])) return;
  instance.ports[port] = await freePort();
  save(instance);
}

function save({ directory, ports, secrets }: Instance): void {
  const file = join(directory, "instance.json");
  writeFileSync(`${file}.new`, JSON.stringify({ ports, secrets }, undefined, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function defaultDirectory(root: string): string {
  const hash = createHash("sha256").update(root).digest("hex").slice(0, 8);
  const name = `${basename(root)}-${hash}`;
  if (process.getuid?.() === 0) return join("/var/lib/odoo-fleet", name);
  const state = process.env.XDG_STATE_HOME ?? join(homedir(), ".local", "state");
  return join(state, "odoo-fleet", name);
}

function newSecrets(): Instance["secrets"] {
  const secret = () => randomBytes(24).toString("base64url");
  return {
    postgres: secret(),
    platformRole: secret(),
    kubernetes: secret(),
    cloudflare: secret(),
    master: randomBytes(32).toString("base64url"),
  };
}

async function freePorts(): Promise<Record<Port, number>> {
  const entries: [Port, number][] = [];
  for (const port of PORTS) entries.push([port, await freePort()]);
  return Object.fromEntries(entries) as Record<Port, number>;
}

async function freePort(): Promise<number> {
  return (await listen(0)) ?? (await freePort());
}

async function isFree(port: number): Promise<boolean> {
  return (await listen(port)) !== undefined;
}

/** The port that was free a moment ago, or undefined where it is taken. */
async function listen(wanted: number): Promise<number | undefined> {
  const probe = createServer();
  try {
    probe.listen(wanted, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    return typeof address === "object" ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    probe.close();
  }
}
