import type { Client } from "pg";
import { tenantId, type TenantDatabaseInputs } from "./inputs";

/** Counts up when the provisioning of new tenants changes; written into the marker of each. */
const PROVIDER_VERSION = 1;

/**
 * The one row of `odoo_fleet.marker`, which a clone inherits from its template: `tenant` is null until the
 * clone is secured. It belongs to the platform's role; the tenant may read it and cannot write it.
 */
export interface Marker {
  readonly template: string;
  readonly templateVersion: string;
  readonly tenant: string | null;
}

/** @returns undefined where the database has no marker: it is not odoo-fleet's. */
export async function readMarker(client: Client): Promise<Marker | undefined> {
  const { rows: tables } = await client.query<{ present: boolean }>(
    "SELECT to_regclass('odoo_fleet.marker') IS NOT NULL AS present",
  );
  if (tables[0]?.present !== true) return undefined;
  const { rows } = await client.query<Marker>(
    `SELECT template, template_version AS "templateVersion", tenant FROM odoo_fleet.marker`,
  );
  return rows[0];
}

/** Claims the clone for the tenant. Part of the transaction that secures it. */
export async function writeMarker(client: Client, inputs: TenantDatabaseInputs): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE odoo_fleet.marker SET tenant = $1, secured_at = now(), provider_version = $2
      WHERE tenant IS NULL`,
    [tenantId(inputs), PROVIDER_VERSION],
  );
  if (rowCount !== 1) throw new Error("the marker was claimed by another run");
}
