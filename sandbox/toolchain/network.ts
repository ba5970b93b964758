import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";

/** Milliseconds within which a host must answer for the first time. */
const PROBE_MS = 4_000;
/** Milliseconds without a byte after which a transfer is given up. */
const STALL_MS = 30_000;

/**
 * Downloads over HTTP(S). A host is probed once, and one that cannot be reached is not asked again in the same run, so
 * that a blocked network costs seconds once and not once per tool.
 */
export class Network {
  private readonly probes = new Map<string, Promise<void>>();

  /** @param mirror Base address that stands for every host: `<mirror>/<host>/<path>` is asked instead of the host. */
  constructor(readonly mirror: string | undefined) {}

  /** The body of a small text document. Throws if the host cannot be reached or does not answer 200. */
  async text(url: string): Promise<string> {
    return this.transfer(url, (response) => response.text());
  }

  /** Writes the document to a file; `onProgress` gets the bytes so far and, if known, in all. */
  async save(
    url: string,
    path: string,
    onProgress: (received: number, total: number | undefined) => void,
  ): Promise<void> {
    await this.transfer(url, async (response, alive) => {
      const total = Number(response.headers.get("content-length")) || undefined;
      let received = 0;
      const body = Readable.fromWeb(response.body as ReadableStream<Uint8Array>);
      body.on("data", (chunk: Uint8Array) => {
        alive();
        received += chunk.length;
        onProgress(received, total);
      });
      await pipeline(body, createWriteStream(path));
    });
  }

  private async transfer<T>(
    url: string,
    receive: (response: Response, alive: () => void) => Promise<T>,
  ): Promise<T> {
    const address = this.address(url);
    await this.probe(address.origin);
    const abort = new AbortController();
    const stalled = setTimeout(() => {
      abort.abort(new Error(`no data for ${STALL_MS / 1000} s`));
    }, STALL_MS);
    try {
      const response = await fetch(address, { signal: abort.signal });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return await receive(response, () => stalled.refresh());
    } catch (error) {
      throw new Error(`${address.href}: ${reason(error)}`, { cause: error });
    } finally {
      clearTimeout(stalled);
    }
  }

  private address(url: string): URL {
    const official = new URL(url);
    if (this.mirror === undefined || this.mirror === "") return official;
    return new URL(`${this.mirror.replace(/\/$/, "")}/${official.host}${official.pathname}`);
  }

  private probe(origin: string): Promise<void> {
    let probe = this.probes.get(origin);
    if (!probe) {
      probe = reach(origin);
      this.probes.set(origin, probe);
    }
    return probe;
  }
}

/** Any answer will do, even an error: it shows that the host is there. */
async function reach(origin: string): Promise<void> {
  try {
    await fetch(origin, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(PROBE_MS),
    });
  } catch (error) {
    throw new Error(`${origin} cannot be reached: ${reason(error)}`, { cause: error });
  }
}

/** `fetch` hides what happened (`ENOTFOUND`, `ECONNREFUSED`) in the cause of a bare "fetch failed". */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error.cause instanceof Error)) return error.message;
  const { code } = error.cause as NodeJS.ErrnoException;
  return error.cause.message || (code ?? error.message);
}
