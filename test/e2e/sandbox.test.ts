import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSandbox, type Sandbox } from "../../sandbox/sandbox";

let sandbox: Sandbox;
const directory = mkdtempSync(join(tmpdir(), "odoo-fleet-sandbox-"));

beforeAll(async () => {
  chmodSync(directory, 0o711);
  sandbox = await openSandbox({
    root: process.cwd(),
    directory: join(directory, "instance"),
    log: () => undefined,
  });
  await sandbox.up();
});

afterAll(async () => {
  await sandbox.reset();
  rmSync(directory, { recursive: true, force: true });
});

async function query<Row extends object>(sql: string): Promise<Row[]> {
  const { PGHOST: host, PGPORT: port, PGUSER: user, PGPASSWORD: password } = sandbox.environment();
  const client = new Client({ host, port: Number(port), user, password, database: "postgres" });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function running(): string[] {
  return sandbox.status().flatMap(({ name, running }) => (running ? [name] : []));
}

it("has a sealed template for each one of the catalog", async () => {
  const rows = await query<{ name: string }>(
    `SELECT split_part(datname, '_', 2) AS name FROM pg_database
      WHERE datistemplate AND NOT datallowconn AND datname LIKE 'tpl%' ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(["blank", "ecommerce", "restaurant", "services"]);
});

it("recovers by itself from servers that were killed, and keeps its data", async () => {
  await query("CREATE DATABASE keepsake");
  const killed = ["postgres", "kube-apiserver", "etcd"];
  for (const { name, pid } of sandbox.status()) {
    if (pid !== undefined && killed.includes(name)) process.kill(pid, "SIGKILL");
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(running()).not.toEqual(expect.arrayContaining(killed));
  await sandbox.up();
  expect(running()).toHaveLength(7);
  expect(await query("SELECT 1 FROM pg_database WHERE datname = 'keepsake'")).toHaveLength(1);
});

it("ends its own processes only: a later process with a recorded number lives on", async () => {
  const stranger = spawn("sleep", ["60"]);
  const file = join(sandbox.directory, "run", "kwok.json");
  const recorded = JSON.parse(readFileSync(file, "utf8")) as { pid: number };
  writeFileSync(file, JSON.stringify({ ...recorded, pid: stranger.pid }));
  expect(running()).not.toContain("kwok");
  await sandbox.down();
  expect(stranger.exitCode).toBeNull();
  process.kill(recorded.pid, "SIGTERM");
  stranger.kill();
  expect(running()).toEqual([]);
});

it("listens on loopback only", async () => {
  await sandbox.up();
  const sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
    readFileSync(file, "utf8").split("\n").slice(1),
  );
  const { ports } = JSON.parse(readFileSync(join(sandbox.directory, "instance.json"), "utf8")) as {
    ports: Record<string, number>;
  };
  const own = new Set(
    Object.values(ports).map((port) => port.toString(16).toUpperCase().padStart(4, "0")),
  );
  const LISTEN = "0A";
  const addresses = sockets
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === LISTEN && own.has(local?.split(":")[1] ?? ""))
    .map(([, local]) => local?.split(":")[0]);
  expect(addresses).toHaveLength(Object.keys(ports).length);
  expect(new Set(addresses)).toEqual(new Set(["0100007F"]));
});
