import { unsupported } from "./envelope";
import { recordContent, recordName, validation } from "./record-content";
import type { DnsRecord } from "./store";

/** What a client may say about a record; everything else in it is the server's. */
export interface RecordBody {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly content?: unknown;
  readonly ttl?: unknown;
  readonly proxied?: unknown;
  readonly comment?: unknown;
  readonly tags?: unknown;
  readonly settings?: unknown;
}

const FIELDS = ["name", "type", "content", "ttl", "proxied", "comment", "tags", "settings"];
const MAX_COMMENT = 100;
/** Of a paid plan; a free one has none. */
const MAX_TAGS = 20;

/** @throws ApiError 501 when the body names a field that this server does not know. */
export function parseBody(body: unknown): RecordBody {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw validation(9207, "Request body is invalid.");
  }
  for (const field of Object.keys(body)) {
    if (!FIELDS.includes(field)) {
      throw unsupported(`the field ${JSON.stringify(field)} of a DNS record`);
    }
  }
  return body;
}

/**
 * The record that `body` asks for, validated and normalised as Cloudflare does. `old` is the record it replaces.
 *
 * @throws ApiError with Cloudflare's validation code.
 */
export function makeRecord(
  id: string,
  zone: string,
  body: RecordBody,
  old: DnsRecord | undefined,
  now: string,
): DnsRecord {
  if (typeof body.type !== "string") throw validation(1004, "DNS Validation Error");
  const name = recordName(body.name, zone);
  const type = body.type.toUpperCase();
  const { content, proxiable } = recordContent(type, body.content);
  const proxied = checkProxied(body.proxied ?? false, type, content, proxiable);
  const ttl = checkTtl(body.ttl ?? 1);
  const comment = checkComment(body.comment ?? null);
  const tags = checkTags(body.tags ?? []);
  return {
    id,
    name,
    type,
    content,
    proxiable,
    proxied,
    ttl: proxied ? 1 : ttl,
    settings: checkSettings(body.settings ?? {}),
    meta: {},
    comment,
    tags,
    created_on: old?.created_on ?? now,
    modified_on: now,
    ...(comment === null
      ? {}
      : { comment_modified_on: unchanged(comment, old?.comment, old?.comment_modified_on) ?? now }),
    ...(tags.length === 0
      ? {}
      : { tags_modified_on: unchanged(tags, old?.tags, old?.tags_modified_on) ?? now }),
  };
}

function unchanged(value: unknown, old: unknown, since: string | undefined): string | undefined {
  return JSON.stringify(value) === JSON.stringify(old) ? since : undefined;
}

function checkProxied(
  proxied: unknown,
  type: string,
  content: string,
  proxiable: boolean,
): boolean {
  if (typeof proxied !== "boolean") throw validation(1004, "DNS Validation Error");
  if (proxied && !proxiable) {
    throw type === "TXT"
      ? validation(9004, "This record type cannot be proxied.")
      : validation(9003, `Target ${content} is not allowed for a proxied record.`);
  }
  return proxied;
}

function checkTtl(ttl: unknown): number {
  if (
    typeof ttl === "number" &&
    Number.isInteger(ttl) &&
    (ttl === 1 || (ttl >= 60 && ttl <= 86400))
  ) {
    return ttl;
  }
  throw validation(9021, "TTL must be between 60 and 86400 seconds, or 1 for Automatic.");
}

function checkComment(comment: unknown): string | null {
  if (comment === null || comment === "") return null;
  if (typeof comment !== "string") throw validation(1004, "DNS Validation Error");
  if (comment.length > MAX_COMMENT) {
    throw validation(
      9313,
      `DNS record comment exceeds the maximum length of ${MAX_COMMENT} characters.`,
    );
  }
  return comment;
}

function checkTags(tags: unknown): readonly string[] {
  if (!Array.isArray(tags)) throw validation(1004, "DNS Validation Error");
  if (tags.length > MAX_TAGS) {
    throw validation(
      9300,
      `DNS record has ${tags.length} tags, exceeding the quota of ${MAX_TAGS}.`,
    );
  }
  return tags.map((tag: unknown) => {
    if (typeof tag !== "string" || tag === "") throw validation(1004, "DNS Validation Error");
    return tag;
  });
}

function checkSettings(settings: unknown): Readonly<Record<string, unknown>> {
  if (typeof settings === "object" && settings !== null && !Array.isArray(settings)) {
    return { ...settings };
  }
  throw validation(1004, "DNS Validation Error");
}
