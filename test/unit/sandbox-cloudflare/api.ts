import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startCloudflare, type CloudflareOptions } from "../../../sandbox/cloudflare/server";

export const ZONE = { id: "5a0dbe0000000000000000000000f1ee", name: "example.test" };
export const TOKEN = "the-token_1";
export const RECORDS = `/zones/${ZONE.id}/dns_records`;

/** A reply of the API, with what the tests look at. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly success: boolean;
  readonly codes: readonly number[];
  readonly result: unknown;
  readonly result_info: unknown;
  readonly body: unknown;
}

export type Api = (method: string, path: string, body?: unknown) => Promise<Reply>;

/** A client of the API at `url`; `authorization` replaces the right header, null sends none. */
export function client(url: string, authorization: string | null = `Bearer ${TOKEN}`): Api {
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: authorization === null ? {} : { Authorization: authorization },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const reply = (await response.json()) as {
      success: boolean;
      errors: { code: number }[];
      result: unknown;
      result_info: unknown;
    };
    return {
      status: response.status,
      headers: response.headers,
      success: reply.success,
      codes: reply.errors.map(({ code }) => code),
      result: reply.result,
      result_info: reply.result_info,
      body: reply,
    };
  };
}

/** Runs `work` against a server of its own. */
export async function withServer(
  work: (api: Api, url: string) => Promise<void>,
  options: Partial<CloudflareOptions> = {},
): Promise<void> {
  const directory = mkdtempSync(path.join(tmpdir(), "odoo-fleet-cloudflare-"));
  const server = await startCloudflare({
    host: "127.0.0.1",
    port: 0,
    dataFile: path.join(directory, "records.json"),
    token: TOKEN,
    zones: [ZONE],
    ...options,
  });
  try {
    await work(client(server.url), server.url);
  } finally {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
