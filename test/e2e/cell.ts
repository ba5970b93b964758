import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { openSandbox, type Sandbox } from "../../sandbox/sandbox";

const ROOT = process.cwd();

/** What the program is made of; node_modules is linked. */
const PROGRAM = [
  "Pulumi.yaml",
  "Pulumi.dev.yaml",
  "package.json",
  "tsconfig.json",
  "index.ts",
  "fleet",
  "catalog",
  "components",
  "tenants",
];

/** What a command printed. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A copy of the project with a sandbox of its own, so that a test can edit tenants and code and never touches a
 * sandbox that somebody works with.
 */
export class Cell {
  private constructor(
    readonly directory: string,
    readonly project: string,
    readonly sandbox: Sandbox,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(): Promise<Cell> {
    const directory = mkdtempSync(join(tmpdir(), "odoo-fleet-e2e-"));
    // PostgreSQL's user must be able to pass through.
    chmodSync(directory, 0o711);
    const project = join(directory, "project");
    for (const part of PROGRAM) {
      cpSync(join(ROOT, part), join(project, part), { recursive: true });
    }
    symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
    const sandbox = await openSandbox({
      root: ROOT,
      directory: join(directory, "sandbox"),
      log: (line) => process.stdout.write(`[sandbox] ${line}\n`),
    });
    await sandbox.up();
    return new Cell(directory, project, sandbox, { ...process.env, ...sandbox.environment() });
  }

  async stop(): Promise<void> {
    await this.sandbox.down();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Starts the engine without waiting for its end. */
  startPulumi(...args: string[]): ChildProcess {
    return spawn("pulumi", ["--non-interactive", ...args], {
      cwd: this.project,
      env: this.environment,
    });
  }

  pulumi(...args: string[]): Promise<Finished> {
    return finished(this.startPulumi(...args));
  }

  /** Runs a command that must succeed, and returns what it printed. */
  async pulumiOk(...args: string[]): Promise<string> {
    return ok(`pulumi ${args.join(" ")}`, await this.pulumi(...args));
  }

  async kubectl(...args: string[]): Promise<string> {
    const child = spawn("kubectl", args, { cwd: this.project, env: this.environment });
    return ok(`kubectl ${args.join(" ")}`, await finished(child));
  }

  /** Objects of a kind in a namespace. */
  async objects(kind: string, namespace: string): Promise<KubernetesObject[]> {
    const printed = await this.kubectl("get", kind, "-n", namespace, "-o", "json");
    return (JSON.parse(printed) as { items: KubernetesObject[] }).items;
  }

  /** One query as the server's superuser, or as another user. */
  async query<Row extends object>(
    database: string,
    sql: string,
    login: { user: string; password: string } = this.superuser(),
  ): Promise<Row[]> {
    const client = new Client({
      host: this.variable("PGHOST"),
      port: Number(this.variable("PGPORT")),
      database,
      ...login,
    });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** A variable of the sandbox's environment. */
  variable(name: string): string {
    const value = this.environment[name];
    if (value === undefined) throw new Error(`the sandbox sets no ${name}`);
    return value;
  }

  private superuser(): { user: string; password: string } {
    return { user: this.variable("PGUSER"), password: this.variable("PGPASSWORD") };
  }
}

/** The parts of a Kubernetes object that the tests look at. */
export interface KubernetesObject {
  readonly metadata: { readonly name: string };
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly status?: { readonly phase?: string };
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * Kills the engine and all that it started, plugins in process groups of their own included, as soon as `now` says so.
 *
 * @throws where the engine ends before.
 */
export async function killWhen(engine: ChildProcess, now: () => Promise<boolean>): Promise<void> {
  const exited = once(engine, "exit");
  while (!(await now())) {
    if (engine.exitCode !== null) throw new Error("the engine ended before it could be killed");
    await sleep(5);
  }
  for (const pid of family(engine.pid ?? 0)) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself since it was listed.
    }
  }
  await exited;
}

/** A process and its descendants, parents first. */
function family(pid: number): number[] {
  const table = execFileSync("ps", ["-e", "-o", "pid=,ppid="], { encoding: "utf8" })
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const below = (parent: number): number[] =>
    table.flatMap(([child = 0, of]) => (of === parent ? [child, ...below(child)] : []));
  return [pid, ...below(pid)];
}

function finished(child: ChildProcess): Promise<Finished> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

function ok(command: string, { code, stdout, stderr }: Finished): string {
  if (code === 0) return stdout;
  throw new Error(`${command} ended with code ${code}:\n${stdout}\n${stderr}`);
}
