import { execFile, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";

const run = promisify(execFile);

/** A running PostgreSQL server of a test's own, with its superuser. */
export interface TestPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** What a throw-away server needs: loopback only, no waiting for the disk. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "60",
  shared_buffers: "64MB",
};

const START_ATTEMPTS = 3;
const START_TIMEOUT_MS = 30_000;

/**
 * Starts a PostgreSQL server with the `initdb` and `postgres` of the PATH, on a free port of the loopback
 * interface, with passwords (scram-sha-256) required as in production. The data lives in a temporary directory and
 * is gone after `stop()`, or when the process exits. PostgreSQL refuses to run as root, so as root the server runs as
 * `postgres`, else as `nobody`.
 *
 * @throws when the binaries are missing or the server does not come up; the message ends with what it printed.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const account = process.getuid?.() === 0 ? await unprivilegedAccount() : undefined;
  const directory = mkdtempSync(path.join(tmpdir(), "odoo-fleet-postgres-"));
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  const user = "postgres";
  const password = randomBytes(12).toString("hex");
  try {
    await initialise(directory, account, user, password);
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      try {
        const server = await launch(directory, account, { port, user, password });
        return { host: "127.0.0.1", port, user, password, stop: () => stop(server, directory) };
      } catch (error) {
        if (attempt === START_ATTEMPTS) throw error;
      }
    }
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

async function initialise(
  directory: string,
  account: Account | undefined,
  user: string,
  password: string,
): Promise<void> {
  const passwordFile = path.join(directory, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
  await run(
    "initdb",
    [
      ...["--pgdata", path.join(directory, "data"), "--username", user, "--pwfile", passwordFile],
      ...["--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-sync"],
    ],
    { cwd: directory, ...account },
  );
  rmSync(passwordFile);
}

async function launch(
  directory: string,
  account: Account | undefined,
  connection: { port: number; user: string; password: string },
): Promise<ChildProcess> {
  const settings = { ...SETTINGS, port: connection.port, unix_socket_directories: directory };
  const server = spawn(
    "postgres",
    [
      ...["-D", path.join(directory, "data")],
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    { cwd: directory, stdio: ["ignore", "ignore", "pipe"], ...account },
  );
  let output = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-4000);
  });
  server.once("error", (error) => {
    output += error.message;
  });
  // A test run that ends without stop() leaves neither a server nor its data behind.
  const abandon = (): void => {
    server.kill("SIGQUIT");
    rmSync(directory, { recursive: true, force: true });
  };
  process.once("exit", abandon);
  server.once("exit", () => process.off("exit", abandon));

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(connection))) {
    if (server.pid === undefined || server.exitCode !== null || Date.now() > deadline) {
      server.kill("SIGQUIT");
      throw new Error(`the test's PostgreSQL server did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return server;
}

async function answers(connection: {
  port: number;
  user: string;
  password: string;
}): Promise<boolean> {
  const client = new Client({ host: "127.0.0.1", database: "postgres", ...connection });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function stop(server: ChildProcess, directory: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const exited = once(server, "exit");
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, not waited for.
    server.kill("SIGINT");
    await exited;
  }
  rmSync(directory, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  if (address === null || typeof address === "string") throw new Error("no TCP port to be had");
  probe.close();
  await once(probe, "close");
  return address.port;
}

async function unprivilegedAccount(): Promise<Account> {
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch {
      // This system has no such user.
    }
  }
  throw new Error("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`");
}
