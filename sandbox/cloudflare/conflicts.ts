import { validation } from "./record-content";
import type { DnsRecord } from "./store";

const ADDRESSES = ["A", "AAAA"];

/**
 * Refuses a record that cannot stand beside those the zone has: a CNAME is alone on its host, and no record is there
 * twice. https://developers.cloudflare.com/dns/manage-dns-records/troubleshooting/records-with-same-name/
 *
 * Cloudflare has two codes for "twice" and documents neither; they are told apart here by what their messages say.
 *
 * @throws ApiError 81053, 81054, 81057 or 81058.
 */
export function refuseConflict(record: DnsRecord, existing: readonly DnsRecord[]): void {
  const sameHost = existing.filter(({ id, name }) => id !== record.id && name === record.name);
  const hasType = (types: readonly string[]) => sameHost.some(({ type }) => types.includes(type));
  if (record.type === "CNAME" && hasType([...ADDRESSES, "CNAME"])) {
    throw validation(81053, "An A, AAAA, or CNAME record with that host already exists.");
  }
  if (ADDRESSES.includes(record.type) && hasType(["CNAME"])) {
    throw validation(81054, "A CNAME record with that host already exists.");
  }
  const twin = sameHost.find(
    ({ type, content }) => type === record.type && content === record.content,
  );
  if (twin === undefined) return;
  throw twin.ttl === record.ttl && twin.proxied === record.proxied
    ? validation(81058, "An identical record already exists.")
    : validation(81057, "Record already exists.");
}
