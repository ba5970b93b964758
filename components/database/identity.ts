import { createHash, randomUUID } from "node:crypto";
import type { Client } from "pg";
import { readCatalog } from "./catalog";
import type { Credentials } from "./credentials";
import type { TenantDatabaseInputs } from "./inputs";
import { hashOdooPassword } from "./odoo-password";
import { deleteParameters, setParameters } from "./parameters";

/** What makes a clone a database of its own. Lives only as long as the transaction that writes it. */
export interface Identity {
  /** Signs sessions, CSRF and reset tokens: two databases that share it accept each other's tokens. */
  readonly databaseSecret: string;
  readonly databaseUuid: string;
  readonly adminPasswordHash: string;
}

export async function prepareIdentity(
  credentials: Credentials,
  inputs: TenantDatabaseInputs,
): Promise<Identity> {
  return {
    databaseSecret: randomUUID(),
    databaseUuid: randomUUID(),
    adminPasswordHash: await hashAdminPassword(credentials, inputs),
  };
}

/** The salt is derived too: the same password gives the same hash on every run, so a resumed run changes nothing. */
export async function hashAdminPassword(
  credentials: Credentials,
  { cell, slug, adminPasswordRotation: rotation }: TenantDatabaseInputs,
): Promise<string> {
  const password = credentials.tenantSecret({ cell, slug, purpose: "odoo-admin", rotation });
  const salt = credentials.tenantSecret({ cell, slug, purpose: "odoo-admin-salt", rotation });
  return hashOdooPassword(password, sixteenBytes(salt));
}

/**
 * Replaces everything that a clone shares with its template and its siblings (reference: odoo-tenancy §2.2 and
 * part B). Runs before the tenant's role may connect, so no Odoo process ever sees the old values.
 */
export async function resetIdentity(
  client: Client,
  inputs: TenantDatabaseInputs,
  identity: Identity,
): Promise<void> {
  const catalog = await readCatalog(client);
  await setParameters(client, {
    "database.secret": identity.databaseSecret,
    "database.uuid": identity.databaseUuid,
    "database.create_date": new Date().toISOString().slice(0, 19).replace("T", " "),
    // Without the freeze, every login of an administrator rewrites web.base.url from the request's host.
    "web.base.url.freeze": "True",
    // wkhtmltopdf fetches its assets inside the Pod.
    "report.url": "http://127.0.0.1:8069",
    // Open sign-up is for shops; elsewhere accounts are made by invitation.
    "auth_signup.invitation_scope": catalog.has("website", "name") ? "b2c" : "b2b",
  });
  await deleteParameters(client, SHARED_PARAMETERS);
  for (const { table, columns, sql } of RESETS) {
    if (catalog.has(table, ...columns)) await client.query(sql);
  }
  await spreadCrons(client, inputs);
  await advanceSignaling(client);
}

/** Keys that must not be shared by two databases, or that only the template needs. */
const SHARED_PARAMETERS = [
  "ir_attachment.location",
  "database.enterprise_code",
  "mail.web_push_vapid_private_key",
  "mail.web_push_vapid_public_key",
  "mail.sfu_server_key",
];

/** Secrets and tokens outside `ir_config_parameter`; each runs where its table has the columns. */
const RESETS: readonly { table: string; columns: string[]; sql: string }[] = [
  { table: "res_users_apikeys", columns: [], sql: "DELETE FROM public.res_users_apikeys" },
  { table: "auth_totp_device", columns: [], sql: "DELETE FROM public.auth_totp_device" },
  {
    table: "res_users",
    columns: ["totp_secret"],
    sql: "UPDATE public.res_users SET totp_secret = NULL WHERE totp_secret IS NOT NULL",
  },
  { table: "iap_account", columns: [], sql: "DELETE FROM public.iap_account" },
  { table: "bus_bus", columns: [], sql: "DELETE FROM public.bus_bus" },
  { table: "res_device_log", columns: [], sql: "DELETE FROM public.res_device_log" },
  { table: "res_users_log", columns: [], sql: "DELETE FROM public.res_users_log" },
  {
    table: "discuss_channel",
    columns: ["uuid"],
    sql: "UPDATE public.discuss_channel SET uuid = left(replace(gen_random_uuid()::text, '-', ''), 10)",
  },
  {
    table: "mail_message",
    columns: ["message_id"],
    sql: `UPDATE public.mail_message SET message_id = '<' || gen_random_uuid() || '@odoo-fleet>'
           WHERE message_id IS NOT NULL`,
  },
  ...[
    "project_task",
    "project_project",
    "sale_order",
    "account_move",
    "pos_config",
    "pos_order",
  ].map((table) => ({
    table,
    columns: ["access_token"],
    sql: `UPDATE public.${table} SET access_token = gen_random_uuid()::text WHERE access_token IS NOT NULL`,
  })),
];

/** Clones of one template would run all their crons in the same minute: each tenant gets an hour's minute of its own. */
async function spreadCrons(client: Client, { cell, slug }: TenantDatabaseInputs): Promise<void> {
  const minute = createHash("sha256").update(`${cell}/${slug}`).digest().readUInt16BE() % 60;
  await client.query(
    `UPDATE public.ir_cron
        SET nextcall = date_trunc('hour', now() AT TIME ZONE 'UTC')
                       + make_interval(hours => 1, mins => $1 + (id % 7))
      WHERE active`,
    [minute],
  );
}

/**
 * A process that served a dropped database of the same name still trusts its caches as long as the signaling
 * numbers match, and all clones start at the template's (reproduced in reference/odoo-tenancy, part B).
 */
async function advanceSignaling(client: Client): Promise<void> {
  await client.query(
    `SELECT setval(c.oid, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
       FROM pg_class c
      WHERE c.relkind = 'S' AND c.relnamespace = 'public'::regnamespace
        AND (c.relname = 'base_registry_signaling' OR c.relname LIKE 'base\\_cache\\_signaling%')`,
  );
}

function sixteenBytes(secret: string): Buffer {
  return createHash("sha256").update(secret).digest().subarray(0, 16);
}
