import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RateLimit } from "../../../sandbox/cloudflare/rate-limit";
import { startCloudflare, type CloudflareServer } from "../../../sandbox/cloudflare/server";
import { UNKNOWN } from "../../../sandbox/plugins/service/wire";
import { Plugin, secret } from "./plugin";

const ZONE = "5a0dbe0000000000000000000000f1ee";
const TOKEN = "the-cloudflare-token";
const PROGRAM = {
  zoneId: ZONE,
  name: "acme.example.test",
  type: "A",
  content: "192.0.2.1",
  ttl: 1,
  comment: "odoo-fleet: dev/acme",
};

let directory: string;
let server: CloudflareServer | undefined;
let plugin: Plugin;

async function serve(rateLimit?: RateLimit): Promise<void> {
  server = await startCloudflare({
    host: "127.0.0.1",
    port: 0,
    dataFile: path.join(directory, "records.json"),
    token: TOKEN,
    zones: [{ id: ZONE, name: "example.test" }],
    ...(rateLimit === undefined ? {} : { rateLimit }),
  });
  await plugin.configure({ apiToken: secret(TOKEN), baseUrl: server.url });
}

async function api(method: string, id: string, body?: object): Promise<void> {
  const response = await fetch(`${server?.url ?? ""}/zones/${ZONE}/dns_records/${id}`, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
}

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), "odoo-fleet-cloudflare-"));
  plugin = await Plugin.start("cloudflare", "cloudflare:index/dnsRecord:DnsRecord");
}, 30_000);

afterEach(async () => {
  await plugin.stop();
  await server?.close();
  server = undefined;
  rmSync(directory, { recursive: true, force: true });
});

describe("the provider", () => {
  test("talks to this machine only, whatever it is told", async () => {
    expect(await plugin.version()).toMatch(/^6\.\d+\.\d+\+stand-in$/);
    const reasons = async (settings: Record<string, string>) =>
      (await plugin.checkConfig(settings)).failures.map(({ reason }) => reason).join("; ");
    const apiToken = TOKEN;
    for (const baseUrl of [
      "https://api.cloudflare.com/client/v4",
      "http://127.0.0.1.example/client/v4",
      "http://localhost.example:80",
      "nonsense",
    ]) {
      expect(await reasons({ apiToken, baseUrl })).toContain("a server of this machine only");
    }
    expect(await reasons({ apiToken, baseUrl: "http://[::1]:8787/client/v4" })).toBe("");
    expect(await reasons({ apiToken, baseUrl: UNKNOWN })).toBe("");
    expect(await reasons({ apiToken })).toBe('"baseUrl" is required');
    expect(await reasons({ apiKey: "k", apiToken, baseUrl: UNKNOWN })).toContain('"apiKey"');
  });
});

describe("a DNS record", () => {
  test("is made, with the outputs of the official plugin, and then shows no difference", async () => {
    await serve();
    const { id, state } = await plugin.create(PROGRAM);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    const now = expect.stringMatching(/^\d{4}-/) as unknown;
    expect(state).toEqual({
      ...PROGRAM,
      proxied: false,
      proxiable: true,
      tags: [],
      meta: "{}",
      createdOn: now,
      modifiedOn: now,
      commentModifiedOn: now,
    });
    const { inputs } = await plugin.check(PROGRAM);
    expect(await plugin.diff(state, inputs)).toMatchObject({ any: false });
    expect((await plugin.read(id, state)).state).toEqual(state);
  });

  test("is previewed with unknown outputs, and not made", async () => {
    await serve();
    const { state } = await plugin.create({ ...PROGRAM, content: UNKNOWN }, true);
    expect(state).toMatchObject({ content: UNKNOWN, createdOn: UNKNOWN, name: PROGRAM.name });
    await plugin.create(PROGRAM);
  });

  test("is updated in place, and replaced in another zone", async () => {
    await serve();
    const { id, state } = await plugin.create(PROGRAM);
    const { comment, ...without } = PROGRAM;
    const program = { ...without, content: "192.0.2.2", tags: ["team:web"] };
    const { inputs } = await plugin.check(program);
    expect(comment).toBe(state.comment);
    expect(await plugin.diff(state, inputs)).toEqual({
      any: true,
      replaces: [],
      kinds: { content: "UPDATE", comment: "DELETE", tags: "UPDATE" },
    });
    const updated = await plugin.update(id, state, program);
    expect(updated).toMatchObject({ content: "192.0.2.2", tags: ["team:web"] });
    expect(updated).not.toHaveProperty("comment");

    for (const zoneId of ["0".repeat(32), UNKNOWN]) {
      expect(await plugin.diff(updated, { ...updated, zoneId })).toMatchObject({
        replaces: ["zoneId"],
        kinds: { zoneId: "UPDATE_REPLACE" },
      });
    }
  });

  test("shows what was changed elsewhere, and that it was deleted elsewhere", async () => {
    await serve();
    const { id, state } = await plugin.create(PROGRAM);
    await api("PATCH", id, { content: "192.0.2.66" });
    const { inputs } = await plugin.read(id, state);
    expect(inputs).toMatchObject({ content: "192.0.2.66", comment: PROGRAM.comment });
    await api("DELETE", id);
    expect((await plugin.read(id, state)).id).toBe("");
  });

  test("is deleted, also when it is gone already", async () => {
    await serve();
    const { id, state } = await plugin.create(PROGRAM);
    await plugin.delete(id, state);
    expect((await plugin.read(id, state)).id).toBe("");
    await plugin.delete(id, state);
  });

  test("is imported as zone and record", async () => {
    await serve();
    const { id, state } = await plugin.create(PROGRAM);
    const imported = await plugin.read(`${ZONE}/${id}`);
    expect(imported).toMatchObject({ id, state });
    expect(imported.inputs).toEqual({ ...PROGRAM, proxied: false, tags: [] });
    await expect(plugin.read(id)).rejects.toThrow("imported as <zone id>/<record id>");
  });

  test("with inputs that the stand-in does not know is refused", async () => {
    await serve();
    const { failures } = await plugin.check({ ...PROGRAM, priority: 5 });
    expect(failures).toHaveLength(1);
    expect(failures[0]?.reason).toContain('does not know the input "priority"');
  });
});

describe("errors", () => {
  test("show Cloudflare's code and message, and no token", async () => {
    await serve();
    await plugin.create(PROGRAM);
    await expect(plugin.create(PROGRAM)).rejects.toThrow(
      `POST /zones/${ZONE}/dns_records: HTTP 400: An identical record already exists. (81058)`,
    );
    await plugin.cancel();
    await plugin.configure({ apiToken: "wrong-token", baseUrl: server?.url });
    const refused = plugin.create(PROGRAM);
    await expect(refused).rejects.toThrow("HTTP 403: Authentication error (10000)");
    await expect(refused).rejects.not.toThrow("wrong-token");
  });

  test("say when nothing answers, or no Cloudflare", async () => {
    await plugin.configure({ apiToken: TOKEN, baseUrl: "http://127.0.0.1:1/client/v4" });
    await expect(plugin.create(PROGRAM)).rejects.toThrow(/no answer \(.*\)/);
    await plugin.cancel();
    const html = createServer((_, response) => response.end("<html>"));
    await new Promise<void>((resolve) => html.listen(0, "127.0.0.1", resolve));
    const { port } = html.address() as AddressInfo;
    await plugin.configure({ apiToken: TOKEN, baseUrl: `http://127.0.0.1:${port}` });
    await expect(plugin.create(PROGRAM)).rejects.toThrow("HTTP 200: no reason given");
    html.closeAllConnections();
    html.close();
  });
});

describe("the rate limit", () => {
  test("is waited out for as long as Retry-After says", async () => {
    await serve({ requests: 1, windowSeconds: 1 });
    const started = Date.now();
    await plugin.create(PROGRAM);
    await plugin.create({ ...PROGRAM, name: "second.example.test" });
    expect(Date.now() - started).toBeGreaterThanOrEqual(900);
  });

  test("is not waited out for ever", async () => {
    let requests = 0;
    const busy = createServer((_, response) => {
      requests += 1;
      response.writeHead(429, { "Retry-After": "0" }).end('{"errors":[{"code":971}]}');
    });
    await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
    const { port } = busy.address() as AddressInfo;
    await plugin.configure({ apiToken: TOKEN, baseUrl: `http://127.0.0.1:${port}` });
    await expect(plugin.create(PROGRAM)).rejects.toThrow("(971)");
    expect(requests).toBe(5);
    busy.closeAllConnections();
    busy.close();
  });

  test("is not waited out when the run is cancelled", async () => {
    await serve({ requests: 1, windowSeconds: 300 });
    await plugin.create(PROGRAM);
    const waiting = expect(plugin.create({ ...PROGRAM, name: "x" })).rejects.toThrow("aborted");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await plugin.cancel();
    await waiting;
  });
});
