import { BlockList, isIPv4, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";
import { ApiError, unsupported } from "./envelope";

/** What a record points to, in Cloudflare's spelling. */
export interface RecordContent {
  readonly content: string;
  /** Whether Cloudflare could stand in front of it. */
  readonly proxiable: boolean;
}

/**
 * Validates `content` for the type and normalises it.
 *
 * @throws ApiError with Cloudflare's validation code; 501 for the types that this server does not know.
 */
export function recordContent(type: string, content: unknown): RecordContent {
  switch (type) {
    case "A":
      if (typeof content === "string" && isIPv4(content)) {
        return { content, proxiable: isPublic(content, "ipv4") };
      }
      throw validation(9005, "Content for A record must be a valid IPv4 address.");
    case "AAAA":
      if (typeof content === "string" && isIPv6(content) && !content.includes("%")) {
        return { content: compressed(content), proxiable: isPublic(content, "ipv6") };
      }
      throw validation(9006, "Content for AAAA record must be a valid IPv6 address.");
    case "CNAME": {
      const host = typeof content === "string" ? hostName(content) : undefined;
      if (host !== undefined) return { content: host, proxiable: true };
      throw validation(9007, "Content for CNAME record is invalid.");
    }
    case "TXT":
      if (typeof content === "string" && content !== "") return { content, proxiable: false };
      // The code that Cloudflare gives to this fault was not found; 1004 is its general one.
      throw validation(1004, "DNS Validation Error");
    default:
      throw unsupported(
        `records of type ${JSON.stringify(type)} (it knows A, AAAA, CNAME and TXT)`,
      );
  }
}

/** The record's fully qualified name: relative names and `@` belong to the zone. */
export function recordName(name: unknown, zone: string): string {
  const relative = typeof name === "string" ? name.toLowerCase().replace(/\.$/, "") : "";
  const inside = relative === zone || relative.endsWith(`.${zone}`);
  const full = relative === "@" ? zone : inside ? relative : `${relative}.${zone}`;
  const [first, ...rest] = full.split(".");
  const host = hostName(full);
  // Only the leftmost label may be a wildcard, and the whole of it.
  const wildcards = first === "*" ? rest.join(".") : full;
  if (relative === "" || host === undefined || wildcards.includes("*")) {
    throw validation(9000, "DNS name is invalid.");
  }
  return host;
}

/**
 * Since October 2024 the root cause comes without the error 1004 around it:
 * https://developers.cloudflare.com/fundamentals/api/reference/deprecations/.
 */
export function validation(code: number, message: string): ApiError {
  return new ApiError(400, { code, message });
}

function hostName(text: string): string | undefined {
  const name = domainToASCII(text.replace(/\.$/, ""));
  const labels = name.split(".");
  const valid =
    name.length <= 253 &&
    labels.every((label) => label === "*" || /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/.test(label)) &&
    !isIPv4(name);
  return valid ? name : undefined;
}

/** Addresses that only mean something on one machine or network, so that no proxy could reach them. */
const notPublic = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const) {
  notPublic.addSubnet(network, prefix, "ipv4");
}
for (const [network, prefix] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  notPublic.addSubnet(network, prefix, "ipv6");
}

function isPublic(address: string, family: "ipv4" | "ipv6"): boolean {
  return !notPublic.check(address, family);
}

/** The canonical spelling, which the URL parser knows (RFC 5952). */
function compressed(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
