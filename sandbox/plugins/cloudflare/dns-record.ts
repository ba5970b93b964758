import type { Failure, InputRules, InputsOf } from "../service/inputs";
import type { Identified, Outputs, ResourceType } from "../service/stand-in";
import type { Properties } from "../service/wire";
import { CloudflareError, type CloudflareClient } from "./client";

/** The inputs of `cloudflare:index/dnsRecord:DnsRecord` that records for addresses and host names need. */
export const dnsRecordRules = {
  zoneId: { type: "string", required: true, replaces: true },
  name: { type: "string", required: true },
  type: { type: "string", required: true },
  content: { type: "string", required: true },
  ttl: { type: "number", required: true },
  proxied: { type: "boolean", default: false },
  comment: { type: "string" },
  tags: { type: "strings", default: [] },
} as const satisfies InputRules;

export type DnsRecordInputs = InputsOf<typeof dnsRecordRules>;

const RECORD_DOES_NOT_EXIST = 81044;

/** What of the API's record ends up in the state. */
interface ApiRecord {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly content: string;
  readonly ttl: number;
  readonly proxied: boolean;
  readonly proxiable: boolean;
  readonly comment?: string | null;
  readonly tags?: readonly string[];
  readonly meta?: object;
  readonly created_on: string;
  readonly modified_on: string;
  readonly comment_modified_on?: string;
  readonly tags_modified_on?: string;
}

/** `cloudflare:index/dnsRecord:DnsRecord`; imported with `<zone id>/<record id>`. */
export class DnsRecordType implements ResourceType<DnsRecordInputs> {
  readonly rules = dnsRecordRules;
  readonly computed = [
    ...["createdOn", "modifiedOn", "commentModifiedOn", "tagsModifiedOn"],
    ...["proxiable", "meta"],
  ];

  constructor(private readonly client: CloudflareClient) {}

  /** The API checks, and says it better. */
  check(): Failure[] {
    return [];
  }

  async create(inputs: DnsRecordInputs): Promise<Identified> {
    return identified(
      inputs.zoneId,
      await this.client.request("POST", recordsPath(inputs.zoneId), requestBody(inputs)),
    );
  }

  async read(id: string, state: Properties): Promise<Identified | undefined> {
    const [zoneId, recordId] = locate(id, state);
    try {
      return identified(zoneId, await this.client.request("GET", recordPath(zoneId, recordId)));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  async update(id: string, _state: Properties, news: DnsRecordInputs): Promise<Outputs> {
    // PUT and not PATCH, so that an input that was taken away is taken away from the record.
    const path = recordPath(news.zoneId, id);
    return identified(news.zoneId, await this.client.request("PUT", path, requestBody(news)))
      .outputs;
  }

  async delete(id: string, state: Properties): Promise<void> {
    try {
      await this.client.request("DELETE", recordPath(...locate(id, state)));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

function locate(id: string, state: Properties): [zoneId: string, recordId: string] {
  if (typeof state.zoneId === "string") return [state.zoneId, id];
  const [, zoneId, recordId] = /^([0-9a-f]{32})\/([0-9a-f]{32})$/.exec(id) ?? [];
  if (zoneId !== undefined && recordId !== undefined) return [zoneId, recordId];
  throw new Error(`a DNS record is imported as <zone id>/<record id>, not as "${id}"`);
}

function recordsPath(zoneId: string): string {
  return `/zones/${encodeURIComponent(zoneId)}/dns_records`;
}

function recordPath(zoneId: string, recordId: string): string {
  return `${recordsPath(zoneId)}/${encodeURIComponent(recordId)}`;
}

function requestBody({
  name,
  type,
  content,
  ttl,
  proxied,
  comment,
  tags,
}: DnsRecordInputs): object {
  return { name, type, content, ttl, proxied, comment, tags };
}

function identified(zoneId: string, result: unknown): Identified {
  const record = result as ApiRecord;
  const { id, name, type, content, ttl, proxied, proxiable } = record;
  return {
    id,
    outputs: {
      ...{ zoneId, name, type, content, ttl, proxied, proxiable },
      comment: record.comment ?? undefined,
      tags: record.tags ?? [],
      meta: JSON.stringify(record.meta ?? {}),
      createdOn: record.created_on,
      modifiedOn: record.modified_on,
      commentModifiedOn: record.comment_modified_on,
      tagsModifiedOn: record.tags_modified_on,
    },
  };
}

function isGone(error: unknown): boolean {
  return error instanceof CloudflareError && error.codes.includes(RECORD_DOES_NOT_EXIST);
}
