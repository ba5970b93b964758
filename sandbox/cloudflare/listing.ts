import { unsupported, type Success } from "./envelope";
import { validation } from "./record-content";
import type { DnsRecord } from "./store";

/** The size of a page: what a client gets without asking, and the most it can ask for. */
export interface PageSizes {
  readonly preset: number;
  readonly most: number;
}

/** https://developers.cloudflare.com/api/resources/zones/methods/list/ */
export const ZONE_PAGES: PageSizes = { preset: 20, most: 50 };
/** https://developers.cloudflare.com/api/resources/dns/subresources/records/methods/list/ */
export const RECORD_PAGES: PageSizes = { preset: 100, most: 5_000_000 };

const PAGING = ["page", "per_page"];
const SORTING = ["order", "direction", "match"];
const TEXT_FILTER = /^(name|content|comment)(?:\.(exact|contains|startswith|endswith))?$/;

/** Cuts the page that `query` asks for; a page past the end is empty. */
export function page(items: readonly unknown[], query: URLSearchParams, sizes: PageSizes): Success {
  const number = positive(query, "page") ?? 1;
  const size = Math.min(positive(query, "per_page") ?? sizes.preset, sizes.most);
  const result = items.slice((number - 1) * size, number * size);
  return {
    result,
    result_info: {
      page: number,
      per_page: size,
      count: result.length,
      total_count: items.length,
      total_pages: Math.ceil(items.length / size),
    },
  };
}

/** Refuses parameters that would otherwise be ignored in silence. */
export function refuseParameters(query: URLSearchParams, known: readonly string[]): void {
  for (const key of query.keys()) {
    if (!known.includes(key) && !PAGING.includes(key)) {
      throw unsupported(`the parameter ${JSON.stringify(key)} here`);
    }
  }
}

/** The records that fit all filters of `query` (or any of them, with `match=any`), in the order it asks for. */
export function select(records: readonly DnsRecord[], query: URLSearchParams): DnsRecord[] {
  const filters = [...query]
    .filter(([key]) => !PAGING.includes(key) && !SORTING.includes(key))
    .map(([key, value]) => filter(key, value));
  const any = query.get("match") === "any" && filters.length > 0;
  const selected = records.filter((record) =>
    any ? filters.some((fits) => fits(record)) : filters.every((fits) => fits(record)),
  );
  return sorted(selected, query.get("order"), query.get("direction") === "desc");
}

function filter(key: string, value: string): (record: DnsRecord) => boolean {
  if (key === "type") return ({ type }) => type === value.toUpperCase();
  if (key === "proxied") return ({ proxied }) => String(proxied) === value;
  if (key === "comment.present") return ({ comment }) => comment !== null;
  if (key === "comment.absent") return ({ comment }) => comment === null;
  const [, field, operator = "exact"] = TEXT_FILTER.exec(key) ?? [];
  if (field !== "name" && field !== "content" && field !== "comment") {
    throw unsupported(`the filter ${JSON.stringify(key)}`);
  }
  // Cloudflare compares without regard to case.
  const wanted = value.toLowerCase();
  return (record) => {
    const text = (record[field] ?? "").toLowerCase();
    switch (operator) {
      case "contains":
        return text.includes(wanted);
      case "startswith":
        return text.startsWith(wanted);
      case "endswith":
        return text.endsWith(wanted);
      default:
        return text === wanted;
    }
  };
}

function sorted(records: DnsRecord[], order: string | null, descending: boolean): DnsRecord[] {
  if (order === null) return records;
  if (!["type", "name", "content", "ttl", "proxied"].includes(order)) {
    throw validation(1004, "DNS Validation Error");
  }
  const field = order as "type" | "name" | "content" | "ttl" | "proxied";
  const sign = descending ? -1 : 1;
  return records.sort((a, b) => sign * (a[field] < b[field] ? -1 : a[field] > b[field] ? 1 : 0));
}

function positive(query: URLSearchParams, key: string): number | undefined {
  const text = query.get(key);
  if (text === null) return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw validation(1004, "DNS Validation Error");
  return Number(text);
}
