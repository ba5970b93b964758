import type * as pulumi from "@pulumi/pulumi";
import { type Credentials, readCredentials } from "./credentials";
import { explain, RefusedDrop } from "./errors";
import type { TenantDatabaseInputs, TenantDatabaseOutputs } from "./inputs";
import { createDatabase, updateDatabase } from "./provision";

type Provider = Required<
  pulumi.dynamic.ResourceProvider<TenantDatabaseInputs, TenantDatabaseOutputs>
>;

/** One per provider process, set by `configure` before anything else is called. */
let credentials: Credentials | undefined;

function configured(): Credentials {
  if (credentials === undefined) throw new Error("the TenantDatabase provider is not configured");
  return credentials;
}

/** What identifies the database for life: a change of any of these is refused, never carried out. */
const FIXED = ["server", "database", "role", "cell", "slug"] as const;

/** Applied from outside, whatever the tenant's state. */
const OUTSIDE = ["connectionLimit", "state", "passwordRotation"] as const;

/**
 * Written inside the database, as the tenant: only while it is active. Until then the outputs keep what is
 * really there, so that reactivating shows and applies the difference.
 */
const INSIDE = [
  "company",
  "baseUrl",
  "adminEmail",
  "adminLanguage",
  "adminTimezone",
  "adminPasswordRotation",
] as const;

const EXPLANATION: Record<(typeof FIXED)[number], string> = {
  server: "moving a database is a restore on the other server, not an edit of placement.postgres",
  database: "a database keeps its name for life",
  role: "a database keeps its role for life",
  cell: "a tenant does not change its cell by an edit: restore it in the other cell",
  slug: "the slug is the tenant's identity for life",
};

/** The provider proper: see {@link TenantDatabase} for what it promises. */
export const implementation: Provider = {
  // Not async: the engine may call other methods before a promise of `configure` settles.
  configure(request) {
    credentials = readCredentials((key) => request.config.get(key), process.env);
    return Promise.resolve();
  },

  check(olds, news) {
    const failures = FIXED.filter(
      (property) => (olds as Partial<TenantDatabaseInputs>)[property] !== undefined,
    )
      .filter((property) => olds[property] !== news[property])
      .map((property) => ({
        property,
        reason:
          `tenant ${olds.slug}: ${property} is "${olds[property]}" and cannot become ` +
          `"${news[property]}": ${EXPLANATION[property]}`,
      }));
    return Promise.resolve({ inputs: news, failures });
  },

  // The template is missing on purpose: a tenant keeps the one it was born from.
  diff(_id, olds, news) {
    const differs = (property: keyof TenantDatabaseInputs) => olds[property] !== news[property];
    const changes = OUTSIDE.some(differs) || (news.state === "active" && INSIDE.some(differs));
    return Promise.resolve({ changes, replaces: [] });
  },

  async create(inputs) {
    const outs = plain(inputs);
    await explain(outs, "create", () => createDatabase(configured(), outs));
    return { id: `${outs.server}/${outs.database}`, outs };
  },

  read(id, props) {
    return Promise.resolve(props === undefined ? { id } : { id, props });
  },

  async update(_id, olds, news) {
    const applied = news.state === "active" ? [] : INSIDE;
    const outs = {
      ...plain(news),
      ...pick(olds, ["templateName", "templateVersion", "templateDatabase", ...applied]),
    };
    await explain(outs, "update", () => updateDatabase(configured(), olds, outs));
    return { outs };
  },

  delete(_id, props) {
    return Promise.reject(new RefusedDrop(props));
  },
};

/** The inputs without the provider's own text, which the SDK adds to outputs by itself. */
function plain(inputs: TenantDatabaseInputs): TenantDatabaseInputs {
  const { __provider, ...rest } = inputs as TenantDatabaseInputs & { __provider?: string };
  return rest;
}

function pick<Key extends keyof TenantDatabaseInputs>(
  from: TenantDatabaseInputs,
  keys: readonly Key[],
): Pick<TenantDatabaseInputs, Key> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<TenantDatabaseInputs, Key>;
}
