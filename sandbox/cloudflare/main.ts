import { parseArgs } from "node:util";
import type { RateLimit } from "./rate-limit";
import { startCloudflare } from "./server";
import type { Zone } from "./zones";

/** Holds the API token: a command line would show it to every user of the machine. */
const TOKEN_VARIABLE = "ODOO_FLEET_CLOUDFLARE_TOKEN";

const USAGE = `usage: ${TOKEN_VARIABLE}=… main.ts --data-file FILE --zone ID=DOMAIN [--zone …]
         [--host 127.0.0.1] [--port 0] [--rate-limit REQUESTS/SECONDS]`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      host: { type: "string", default: "127.0.0.1" },
      port: { type: "string", default: "0" },
      "data-file": { type: "string" },
      zone: { type: "string", multiple: true, default: [] },
      "rate-limit": { type: "string" },
    },
  });
  const token = process.env[TOKEN_VARIABLE];
  const dataFile = values["data-file"];
  if (token === undefined || dataFile === undefined) throw new Error(USAGE);
  const limit = values["rate-limit"];
  const server = await startCloudflare({
    host: values.host,
    port: Number(values.port),
    dataFile,
    token,
    zones: values.zone.map(parseZone),
    ...(limit === undefined ? {} : { rateLimit: parseRateLimit(limit) }),
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => void server.close());
  }
  process.stdout.write(`The sandbox's Cloudflare server listens on ${server.url}\n`);
}

function parseZone(text: string): Zone {
  const [, id, name] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (id === undefined || name === undefined) {
    throw new Error(`--zone must be ID=DOMAIN, not "${text}"`);
  }
  return { id, name: name.toLowerCase() };
}

function parseRateLimit(text: string): RateLimit {
  const [, requests, windowSeconds] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (requests === undefined || windowSeconds === undefined) {
    throw new Error(`--rate-limit must be REQUESTS/SECONDS, such as 1200/300, not "${text}"`);
  }
  return { requests: Number(requests), windowSeconds: Number(windowSeconds) };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
