import { noAccessToRecords, tokenId } from "./authentication";
import { DnsRecords } from "./dns-records";
import { ApiError, type Success } from "./envelope";
import type { RecordStore } from "./store";
import { getZone, listZones, type Zone } from "./zones";

/** Where the API begins. */
export const BASE_PATH = "/client/v4";

/** One request, after authentication. */
export interface ApiRequest {
  readonly method: string;
  /** Without {@link BASE_PATH}. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The parsed JSON, for methods that have a body. */
  readonly body: unknown;
}

/** What the handlers work on. */
export interface Account {
  readonly token: string;
  readonly zones: readonly Zone[];
  readonly store: RecordStore;
}

type Handler = (request: ApiRequest) => Success;
type Methods = Readonly<Partial<Record<string, Handler>>>;

const IDENTIFIER = /^[0-9a-f]{32}$/;

/**
 * Answers a request.
 *
 * @throws ApiError 7000 for an unknown path, 7001 for a method that the path has not, 7003 for an identifier that is
 *   not 32 hex digits, and what the handlers throw.
 */
export function route(account: Account, request: ApiRequest): Success {
  const methods = methodsOf(account, request.path);
  const handler = methods[request.method];
  if (handler === undefined) {
    throw new ApiError(
      405,
      { code: 7001, message: `Method ${request.method} not available for that URI.` },
      { Allow: Object.keys(methods).join(", ") },
    );
  }
  return handler(request);
}

function methodsOf(account: Account, path: string): Methods {
  const { zones, store } = account;
  const [collection, zone, records, record, ...more] = path.slice(1).split("/");
  if (path === "/user/tokens/verify") return { GET: () => verified(account.token) };
  if (collection !== "zones" || more.length > 0) throw noRoute();
  if (zone === undefined) return { GET: ({ query }) => listZones(zones, query) };
  if (!IDENTIFIER.test(zone)) throw badIdentifier(path);
  if (records === undefined) return { GET: () => getZone(zones, zone) };
  if (records !== "dns_records") throw noRoute();
  const known = zones.find(({ id }) => id === zone);
  if (known === undefined) throw noAccessToRecords();
  const operations = new DnsRecords(known, store);
  if (record === undefined) {
    return {
      GET: ({ query }) => operations.list(query),
      POST: ({ body }) => operations.create(body),
    };
  }
  if (!IDENTIFIER.test(record)) throw badIdentifier(path);
  return {
    GET: () => operations.get(record),
    PUT: ({ body }) => operations.overwrite(record, body),
    PATCH: ({ body }) => operations.edit(record, body),
    DELETE: () => operations.delete(record),
  };
}

function verified(token: string): Success {
  return {
    result: { id: tokenId(token), status: "active" },
    messages: [{ code: 10000, message: "This API Token is valid and active", type: null }],
  };
}

function noRoute(): ApiError {
  return new ApiError(404, { code: 7000, message: "No route for that URI" });
}

function badIdentifier(path: string): ApiError {
  return new ApiError(404, {
    code: 7003,
    message: `Could not route to ${BASE_PATH}${path}, perhaps your object identifier is invalid?`,
  });
}
