import { type Client, escapeIdentifier } from "pg";
import { type Identity, resetIdentity } from "./identity";
import type { TenantDatabaseInputs } from "./inputs";
import { writeMarker } from "./marker";
import { handOver } from "./ownership";
import { personalise } from "./personalise";
import { inTransaction } from "./server";

/**
 * Turns a fresh clone into the tenant's database in one transaction: either all of it is done and the marker
 * says so, or the clone is as it was and the next run begins this step again.
 */
export async function secure(
  client: Client,
  inputs: TenantDatabaseInputs,
  identity: Identity,
): Promise<void> {
  await inTransaction(client, async () => {
    await resetIdentity(client, inputs, identity);
    await personalise(client, inputs, {
      login: inputs.adminEmail,
      passwordHash: identity.adminPasswordHash,
    });
    await grantSchema(client, inputs.role);
    await handOver(client, inputs.role);
    await writeMarker(client, inputs);
  });
}

/** Odoo creates tables in `public`, so its role needs CREATE there; nobody else does. */
async function grantSchema(client: Client, role: string): Promise<void> {
  const tenant = escapeIdentifier(role);
  await client.query("REVOKE ALL ON SCHEMA public FROM PUBLIC");
  await client.query(`GRANT USAGE, CREATE ON SCHEMA public TO ${tenant}`);
  await client.query(`GRANT USAGE ON SCHEMA odoo_fleet TO ${tenant}`);
  await client.query(`GRANT SELECT ON odoo_fleet.marker TO ${tenant}`);
}
