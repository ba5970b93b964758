import { setTimeout as sleep } from "node:timers/promises";
import type { Settings } from "./settings";

/** A refusal by Cloudflare's API, or no usable answer from it (then without codes). */
export class CloudflareError extends Error {
  constructor(
    message: string,
    readonly codes: readonly number[],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "CloudflareError";
  }
}

/** How often a request is sent again after "429 Too Many Requests". */
const MAX_RETRIES = 4;
/** Cloudflare's window: a longer wait would not be about its rate limit. */
const MAX_WAIT_SECONDS = 300;

interface Envelope {
  readonly success?: boolean;
  readonly result?: unknown;
  readonly errors?: readonly Problem[];
}

interface Problem {
  readonly code: number;
  readonly message: string;
  readonly error_chain?: readonly Problem[];
}

/** Cloudflare's v4 API. Errors never hold the token. */
export class CloudflareClient {
  constructor(
    private readonly settings: Settings,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Sends a request and returns `result`; waits and tries again as long as `Retry-After` says so.
   *
   * @throws CloudflareError with Cloudflare's codes and messages.
   */
  async request(method: string, path: string, body?: object): Promise<unknown> {
    for (let retries = 0; ; retries++) {
      const response = await this.send(method, path, body);
      const wait = retryAfter(response, retries);
      if (wait === undefined || retries === MAX_RETRIES) return unpack(method, path, response);
      await response.body?.cancel();
      await sleep(wait * 1000, undefined, { signal: this.signal });
    }
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    const url = this.settings.baseUrl.replace(/\/$/, "") + path;
    try {
      return await fetch(url, {
        method,
        signal: this.signal,
        headers: {
          Authorization: `Bearer ${this.settings.apiToken}`,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } };
      throw new CloudflareError(
        `${method} ${url}: no answer (${cause?.code ?? String(error)})`,
        [],
        {
          cause: error,
        },
      );
    }
  }
}

/** Seconds to wait before the request is sent again, undefined when it need not be. */
function retryAfter(response: Response, retries: number): number | undefined {
  if (response.status !== 429) return undefined;
  const header = response.headers.get("retry-after");
  const seconds = header === null ? 2 ** retries : Number(header);
  return seconds <= MAX_WAIT_SECONDS ? seconds : undefined;
}

async function unpack(method: string, path: string, response: Response): Promise<unknown> {
  const text = await response.text();
  let envelope: Envelope = {};
  try {
    envelope = JSON.parse(text) as Envelope;
  } catch {
    // No JSON is no success either.
  }
  if (response.ok && envelope.success === true) return envelope.result;
  const problems = (envelope.errors ?? []).flatMap((problem) => [
    problem,
    ...(problem.error_chain ?? []),
  ]);
  const reasons = problems.map(({ code, message }) => `${message} (${code})`).join("; ");
  throw new CloudflareError(
    `${method} ${path}: HTTP ${response.status}: ${reasons === "" ? "no reason given" : reasons}`,
    problems.map(({ code }) => code),
  );
}
