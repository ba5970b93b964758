import { execFileSync, spawn } from "node:child_process";
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** How to start one of the sandbox's servers. */
export interface ServerCommand {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** Runs as this account; as our own unless given. */
  readonly account?: Account | undefined;
  /** Asks the server to end. SIGTERM unless given. */
  readonly stopSignal?: NodeJS.Signals;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** What is known of a server that was started: the start time tells it from a later process of the same number. */
interface Started {
  readonly pid: number;
  readonly began: string;
  readonly stopSignal: NodeJS.Signals;
}

const STOP_TIMEOUT_MS = 10_000;

/** Starts a server in the background, with its output in `logs/<name>.log`. */
export function startServer(directory: string, server: ServerCommand): void {
  const log = openSync(logFile(directory, server.name), "a", 0o600);
  const child = spawn(server.command, server.args, {
    cwd: directory,
    env: { ...process.env, ...server.environment },
    stdio: ["ignore", log, log],
    detached: true,
    ...server.account,
  });
  // Without a listener a command that cannot be started would end the whole program; readiness tells it better.
  child.on("error", () => undefined);
  child.unref();
  if (child.pid === undefined) throw new Error(`${server.name}: cannot start ${server.command}`);
  const started: Started = {
    pid: child.pid,
    began: startTime(child.pid) ?? "",
    stopSignal: server.stopSignal ?? "SIGTERM",
  };
  writeFileSync(runFile(directory, server.name), JSON.stringify(started));
}

/** The process of a server that we started and that still runs. */
export function runningPid(directory: string, name: string): number | undefined {
  return running(directory, name)?.pid;
}

/** Ends exactly the process that was started under this name; one that has ended already is no error. */
export async function stopServer(directory: string, name: string): Promise<boolean> {
  const started = running(directory, name);
  if (started !== undefined) {
    process.kill(started.pid, started.stopSignal);
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    while (running(directory, name) !== undefined) {
      if (Date.now() > deadline) process.kill(started.pid, "SIGKILL");
      await sleep(50);
    }
  }
  rmSync(runFile(directory, name), { force: true });
  return started !== undefined;
}

/** Waits until `ready` says so, as long as the server lives. */
export async function waitUntilReady(
  directory: string,
  name: string,
  ready: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    if (await ready()) return;
    if (runningPid(directory, name) === undefined || Date.now() > deadline) {
      throw new Error(
        `${name} did not become ready; its log ends with:\n${logTail(directory, name)}`,
      );
    }
    await sleep(100);
  }
}

export function logFile(directory: string, name: string): string {
  return join(directory, "logs", `${name}.log`);
}

function logTail(directory: string, name: string): string {
  return readFileSync(logFile(directory, name), "utf8").trimEnd().split("\n").slice(-12).join("\n");
}

function runFile(directory: string, name: string): string {
  return join(directory, "run", `${name}.json`);
}

function running(directory: string, name: string): Started | undefined {
  const file = runFile(directory, name);
  if (!existsSync(file)) return undefined;
  const started = JSON.parse(readFileSync(file, "utf8")) as Started;
  return startTime(started.pid) === started.began ? started : undefined;
}

/** When a process began, in a form that only serves for comparison; undefined where it has ended. */
function startTime(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      // The fields after the command's name, which may hold blanks: state is the 1st, start time the 20th.
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return fields[0] === "Z" ? undefined : fields[19];
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
