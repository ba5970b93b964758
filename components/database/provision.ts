import type { PoolClient } from "pg";
import type { Credentials, ServerCredentials } from "./credentials";
import { explain } from "./errors";
import { hashAdminPassword, prepareIdentity } from "./identity";
import type { TenantDatabaseInputs } from "./inputs";
import { type AdministratorChange, personalise } from "./personalise";
import { inTransaction, maintenancePool, withTenantClient } from "./server";
import { type Step, steps } from "./steps";

/** Another run may be cloning the same tenant: wait for it this long, since its clone may take minutes. */
const LOCK_TIMEOUT = "10min";

/**
 * Makes the tenant's database, or finishes what a killed run began: every step is skipped where the server's
 * catalog says that it is done already.
 *
 * @throws ProvisioningError naming the step.
 */
export async function createDatabase(
  credentials: Credentials,
  inputs: TenantDatabaseInputs,
): Promise<void> {
  const server = credentials.server(inputs.server);
  // Hashing takes half a second: it runs beside the clone.
  const identity = prepareIdentity(credentials, inputs);
  identity.catch(() => undefined);
  await exclusively(server, inputs, async (maintenance) => {
    await runSteps(steps, { server, inputs, maintenance, identity });
  });
}

/**
 * Applies the tenant's file and plan to the existing database. What is written inside it is written as the
 * tenant, and therefore only while its role may log in: a suspended tenant catches up when it is active again.
 */
export async function updateDatabase(
  credentials: Credentials,
  olds: TenantDatabaseInputs,
  news: TenantDatabaseInputs,
): Promise<void> {
  const server = credentials.server(news.server);
  const { admit } = steps;
  await exclusively(server, news, async (maintenance) => {
    await runSteps({ admit }, { server, inputs: news, maintenance });
    if (news.state !== "active") await endSessions(maintenance, news);
  });
  if (news.state !== "active") return;
  await explain(news, "personalise", async () => {
    const { cell, slug, database, role, passwordRotation: rotation } = news;
    const password = credentials.tenantSecret({ cell, slug, purpose: "postgres-role", rotation });
    const administrator = await administratorChange(credentials, olds, news);
    await withTenantClient(server, { database, role, password }, (client) =>
      inTransaction(client, () => personalise(client, news, administrator)),
    );
  });
}

/** The tenant may have changed login and password since: each is set only where its file asks for it anew. */
async function administratorChange(
  credentials: Credentials,
  olds: TenantDatabaseInputs,
  news: TenantDatabaseInputs,
): Promise<AdministratorChange> {
  const rotated = olds.adminPasswordRotation !== news.adminPasswordRotation;
  return {
    ...(olds.adminEmail === news.adminEmail ? {} : { login: news.adminEmail }),
    ...(rotated ? { passwordHash: await hashAdminPassword(credentials, news) } : {}),
  };
}

async function runSteps(
  wanted: Partial<Record<string, Step>>,
  context: Parameters<Step["run"]>[0],
): Promise<void> {
  for (const [name, step] of Object.entries(wanted)) {
    if (step === undefined) continue;
    await explain(context.inputs, name, async () => {
      if (!(await step.done(context))) await step.run(context);
    });
  }
}

/** Only one run at a time works on a database, whichever stack or machine it comes from. */
async function exclusively(
  server: ServerCredentials,
  inputs: TenantDatabaseInputs,
  run: (maintenance: PoolClient) => Promise<void>,
): Promise<void> {
  const client = await explain(inputs, "connect", () => maintenancePool(server).connect());
  const key = `odoo-fleet/${inputs.database}`;
  try {
    await explain(inputs, "lock", async () => {
      await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
      await client.query("SELECT pg_advisory_lock(hashtextextended($1, 0))", [key]);
    });
    await run(client);
  } finally {
    // Closing the connection, instead of returning it, frees the lock whatever happened.
    client.release(true);
  }
}

async function endSessions(maintenance: PoolClient, inputs: TenantDatabaseInputs): Promise<void> {
  await explain(inputs, "end sessions", () =>
    maintenance.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1", [
      inputs.role,
    ]),
  );
}
