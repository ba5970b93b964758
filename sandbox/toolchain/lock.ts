import { mkdir, readdir, readFile, readlink, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./run";

/** A process, told apart from a later one with the same id by its start time. */
interface Holder {
  readonly pid: number;
  readonly started: string;
}

const POLL_MS = 100;
const RELEASED = "released";

/**
 * Takes a lock that a crash cannot leave behind. Waits for a living holder, calling `onWait` once; the lock of a process
 * that no longer runs is taken over. Returns the function that releases the lock.
 *
 * The lock is a folder of numbered tickets, and belongs to the highest one. A ticket is a symbolic link whose target
 * names its holder: the only thing in a file system that comes into being exclusively and with its content. A ticket
 * that is dead is never removed to make room, because two waiters that do so at the same time would remove each other's;
 * it is outbid by the next number, which only one can create.
 */
export async function acquireLock(
  folder: string,
  onWait: (pid: number) => void,
): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const ours = JSON.stringify({ pid: process.pid, started: await startTime(process.pid) });
  let waiting = false;
  for (;;) {
    const top = await highestTicket(folder);
    const holder = top === 0 ? undefined : parseHolder(await readTicket(folder, top));
    if (holder && (await isAlive(holder))) {
      if (!waiting) onWait(holder.pid);
      waiting = true;
      await sleep(POLL_MS);
      continue;
    }
    const ticket = top + 1;
    if (!(await createTicket(folder, ticket, ours))) continue;
    // The number may have been free only because a later holder has tidied up.
    if ((await highestTicket(folder)) === ticket) {
      await removeTicketsBelow(folder, ticket);
      return async () => {
        await createTicket(folder, ticket + 1, RELEASED);
        await removeTicketsBelow(folder, ticket + 1);
      };
    }
    await rm(join(folder, String(ticket)), { force: true });
  }
}

async function tickets(folder: string): Promise<number[]> {
  return (await readdir(folder)).map(Number).filter(Number.isInteger);
}

/** 0 if there is none. */
async function highestTicket(folder: string): Promise<number> {
  return Math.max(0, ...(await tickets(folder)));
}

async function createTicket(folder: string, ticket: number, content: string): Promise<boolean> {
  try {
    await symlink(content, join(folder, String(ticket)));
    return true;
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw error;
  }
}

/** An empty text if the ticket has gone: it was outbid, and the next number will turn out to be taken. */
async function readTicket(folder: string, ticket: number): Promise<string> {
  return readlink(join(folder, String(ticket))).catch(() => "");
}

async function removeTicketsBelow(folder: string, ticket: number): Promise<void> {
  for (const old of await tickets(folder)) {
    if (old < ticket) await rm(join(folder, String(old)), { force: true });
  }
}

/** Undefined for a ticket that nobody holds any more. */
function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    return typeof value.pid === "number" && typeof value.started === "string"
      ? { pid: value.pid, started: value.started }
      : undefined;
  } catch {
    return undefined;
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if (!isCode(error, "EPERM")) return false;
  }
  return (await startTime(holder.pid)) === holder.started;
}

/** Start time of a process in the system's own notation; an empty text if the process is gone. */
async function startTime(pid: number): Promise<string> {
  if (process.platform === "linux") {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
    // proc_pid_stat(5): the name, field 2, may hold spaces but ends at the last parenthesis. Field 3 is the state, where
    // Z is a process that has ended but was not waited for; field 22 is the start time.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields?.[0] === "Z" ? "" : (fields?.[19] ?? "");
  }
  try {
    return (await run("ps", ["-o", "lstart=", "-p", String(pid)], { env: process.env })).trim();
  } catch {
    return "";
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
