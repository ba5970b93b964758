import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { RecordStore } from "../../../sandbox/cloudflare/store";
import { client, RECORDS, TOKEN, ZONE } from "./api";

const MAIN = path.join(__dirname, "../../../sandbox/cloudflare/main.ts");

let directory: string;
let processes: ChildProcess[];

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "odoo-fleet-cloudflare-"));
  processes = [];
});

afterEach(() => {
  for (const started of processes) started.kill("SIGKILL");
  rmSync(directory, { recursive: true, force: true });
});

async function start(): Promise<{ process: ChildProcess; url: string }> {
  const started = spawn(
    process.execPath,
    [
      ...["--import", "tsx", MAIN, "--data-file", path.join(directory, "records.json")],
      ...["--zone", `${ZONE.id}=${ZONE.name}`],
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ODOO_FLEET_CLOUDFLARE_TOKEN: TOKEN },
    },
  );
  processes.push(started);
  const [line] = (await once(started.stdout, "data")) as [Buffer];
  const url = /listens on (\S+)\n$/.exec(line.toString())?.[1];
  if (url === undefined) throw new Error(`no address in "${line.toString()}"`);
  return { process: started, url };
}

test("a record that was acknowledged is there after kill -9", { timeout: 30_000 }, async () => {
  const first = await start();
  const acknowledged: string[] = [];
  const written = (async () => {
    for (let i = 0; ; i++) {
      const body = { name: `host-${i}`, type: "A", content: "192.0.2.1" };
      const { result } = await client(first.url)("POST", RECORDS, body);
      acknowledged.push((result as { id: string }).id);
      if (i === 22) first.process.kill("SIGKILL");
    }
  })();
  await expect(written).rejects.toThrow("fetch failed");

  const second = await start();
  const { result } = await client(second.url)("GET", RECORDS);
  const found = (result as { id: string }[]).map(({ id }) => id);
  expect(acknowledged.length).toBeGreaterThan(22);
  expect(found).toEqual(expect.arrayContaining(acknowledged));
});

test("SIGTERM ends the server at once, with success", { timeout: 30_000 }, async () => {
  const { process: server, url } = await start();
  await client(url)("GET", "/zones");
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});

test("a half-written file is never read, and a foreign one is left alone", () => {
  const file = path.join(directory, "records.json");
  writeFileSync(`${file}.tmp`, "{");
  expect(new RecordStore(file).list(ZONE.id)).toEqual([]);
  writeFileSync(file, '{"version": 2}');
  expect(() => new RecordStore(file)).toThrow(`${file} does not hold DNS records`);
});
