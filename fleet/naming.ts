import { createHash } from "node:crypto";
import type { TenantNames } from "./spec";

/** RFC 1035: a label of a host name; Kubernetes has the same limit for a namespace. */
export const MAX_DNS_LABEL = 63;

/** NAMEDATALEN - 1, in bytes; PostgreSQL cuts off what is longer, without an error. */
export const MAX_POSTGRES_NAME = 63;

/** A lower-case DNS label: what a slug must be. */
export const SLUG = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * Every physical name of a tenant.
 *
 * Database and role are opaque: `pg_database` and `pg_roles` are readable by every tenant of a server, and the list of
 * customers is nobody's business (docs/architecture.md). 60 bits of hash make a collision unlikely; the loader would
 * report it.
 */
export function tenantNames(cell: string, slug: string): TenantNames {
  const opaque = `t_${base32(digest(`${cell}/${slug}`)).slice(0, 12)}`;
  return {
    database: opaque,
    role: opaque,
    namespace: fit(`tenant-${slug}`, MAX_DNS_LABEL),
    dnsLabel: slug,
  };
}

/** Physical name of a template's sealed database. */
export function templateDatabaseName(template: string, version: string): string {
  return `tpl_${template.replaceAll("-", "_")}_${version}`;
}

/** The name itself, or as much of it as fits with a hash that keeps it unique. */
function fit(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const suffix = digest(name).toString("hex").slice(0, 8);
  return `${name.slice(0, limit - suffix.length - 1).replace(/-+$/, "")}-${suffix}`;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** RFC 4648 in lower case: legal in every kind of name there is. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{5}/g) ?? [];
  return groups.map((group) => "abcdefghijklmnopqrstuvwxyz234567"[parseInt(group, 2)]).join("");
}
