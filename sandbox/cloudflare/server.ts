import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { authenticate } from "./authentication";
import { ApiError, failureBody, successBody } from "./envelope";
import { isLoopback } from "./loopback";
import { CLOUDFLARE_RATE_LIMIT, RateLimiter, type RateLimit } from "./rate-limit";
import { BASE_PATH, route, type Account } from "./routes";
import { RecordStore } from "./store";
import type { Zone } from "./zones";

/** The options of {@link startCloudflare}. */
export interface CloudflareOptions {
  /** A loopback address. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The JSON file that keeps the records; made when it is missing. */
  readonly dataFile: string;
  /** The one API token that the server accepts: letters, digits, `-` and `_`. */
  readonly token: string;
  readonly zones: readonly Zone[];
  /** Cloudflare's own by default: 1200 requests in 5 minutes. */
  readonly rateLimit?: RateLimit;
}

/** A running server. */
export interface CloudflareServer {
  /** Base of the API, such as `http://127.0.0.1:8787/client/v4`: what a client calls its base URL. */
  readonly url: string;
  /** Stops listening and ends open connections. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Starts a local server for the part of Cloudflare's v4 API that the project uses: token verification, zones (given by
 * the options, read-only) and DNS records of type A, AAAA, CNAME and TXT. Requests are validated and refused as
 * Cloudflare does; what the real API can and this one cannot is answered with 501. Nothing is resolved: it
 * is no DNS server.
 *
 * @throws when the host is not a loopback address, an option is malformed, the data file is not the server's, or the
 *   port is taken.
 */
export async function startCloudflare(options: CloudflareOptions): Promise<CloudflareServer> {
  checkOptions(options);
  const account: Account = {
    token: options.token,
    zones: options.zones,
    store: new RecordStore(options.dataFile),
  };
  const limiter = new RateLimiter(options.rateLimit ?? CLOUDFLARE_RATE_LIMIT);
  const server = createServer((request, response) => {
    void answer(account, limiter, request, response);
  });
  server.listen(options.port, options.host);
  await once(server, "listening");
  const { address, port, family } = server.address() as AddressInfo;
  const host = family === "IPv6" ? `[${address}]` : address;
  return { url: `http://${host}:${port}${BASE_PATH}`, close: () => close(server) };
}

async function answer(
  account: Account,
  limiter: RateLimiter,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = url.pathname.startsWith(`${BASE_PATH}/`)
      ? url.pathname.slice(BASE_PATH.length)
      : "/";
    const body = await readBody(request);
    authenticate(request.headers.authorization, account.token, path);
    for (const [name, value] of Object.entries(limiter.count())) response.setHeader(name, value);
    const result = route(account, {
      method: request.method ?? "GET",
      path,
      query: url.searchParams,
      body: body === "" ? undefined : parse(body),
    });
    send(response, 200, successBody(result));
  } catch (error) {
    const { status, problem, headers } =
      error instanceof ApiError
        ? error
        : new ApiError(500, {
            code: 500,
            message: `The sandbox's server failed: ${String(error)}`,
          });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    send(response, status, failureBody(problem));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new ApiError(413, { code: 413, message: "Request entity is too large" });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError(400, { code: 6007, message: "Malformed JSON in request body" });
  }
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(body);
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}

function checkOptions({ host, token, zones }: CloudflareOptions): void {
  if (!isLoopback(host)) {
    throw new Error(`the Cloudflare server listens on a loopback address only, not on "${host}"`);
  }
  if (!/^[A-Za-z0-9_-]+$/.test(token)) {
    throw new Error("the Cloudflare server's token must be letters, digits, - and _, at least one");
  }
  for (const { id, name } of zones) {
    if (!/^[0-9a-f]{32}$/.test(id)) {
      throw new Error(`the id of zone "${name}" must be 32 lower-case hex digits, not "${id}"`);
    }
  }
}
