import { spawn, type ChildProcess } from "node:child_process";
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

  /** Starts the engine in a process group of its own, as `kill -9` of the whole run needs. */
  startPulumi(...args: string[]): ChildProcess {
    return spawn("pulumi", ["--non-interactive", ...args], {
      cwd: this.project,
      env: this.environment,
      detached: true,
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
 * Kills the engine and its process group as soon as `now` says so.
 *
 * @throws where the engine ends before.
 */
export async function killWhen(engine: ChildProcess, now: () => Promise<boolean>): Promise<void> {
  const exited = once(engine, "exit");
  while (!(await now())) {
    if (engine.exitCode !== null) throw new Error("the engine ended before it could be killed");
    await sleep(5);
  }
  process.kill(-(engine.pid ?? 0), "SIGKILL");
  await exited;
  // Plugins in groups of their own may outlive the engine for a while and hold its pipes.
  engine.stdout?.destroy();
  engine.stderr?.destroy();
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
