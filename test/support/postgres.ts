import { execFile, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { type ServerAccount, serverAccount } from "../../sandbox/servers/postgres-account";
import { prepareToolchain } from "../../sandbox/toolchain";

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
 * Starts the PostgreSQL server that the sandbox would use, on a free port of the loopback
 * interface, with passwords (scram-sha-256) required as in production. The data lives in a temporary directory and
 * is gone after `stop()`, or when the process exits. PostgreSQL refuses to run as root, so as root the server runs as
 * `postgres`, else as `nobody`.
 *
 * @throws when the binaries are missing or the server does not come up; the message ends with what it printed.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const { postgresBin } = await prepareToolchain({
    root: process.cwd(),
    only: ["postgresql"],
    log: () => undefined,
  });
  const directory = mkdtempSync(path.join(tmpdir(), "odoo-fleet-postgres-"));
  const server = serverAccount(directory, postgresBin);
  if (server.account !== undefined) chownSync(directory, server.account.uid, server.account.gid);
  const user = "postgres";
  const password = randomBytes(12).toString("hex");
  try {
    await initialise(directory, server, user, password);
    for (let attempt = 1; ; attempt++) {
      const port = await freePort();
      try {
        const child = await launch(directory, server, { port, user, password });
        return { host: "127.0.0.1", port, user, password, stop: () => stop(child, directory) };
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
  { account, bin }: ServerAccount,
  user: string,
  password: string,
): Promise<void> {
  const passwordFile = path.join(directory, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) chownSync(passwordFile, account.uid, account.gid);
  await run(
    path.join(bin, "initdb"),
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
  { account, bin }: ServerAccount,
  connection: { port: number; user: string; password: string },
): Promise<ChildProcess> {
  const settings = { ...SETTINGS, port: connection.port, unix_socket_directories: directory };
  const server = spawn(
    path.join(bin, "postgres"),
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
