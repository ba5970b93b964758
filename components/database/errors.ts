import { DatabaseError } from "pg";
import type { TenantDatabaseInputs } from "./inputs";

/** A step of provisioning failed; the message names tenant, step, server and SQLSTATE and holds no secret. */
export class ProvisioningError extends Error {
  constructor(
    inputs: TenantDatabaseInputs,
    readonly step: string,
    cause: unknown,
  ) {
    super(
      `tenant ${inputs.slug}: ${step} failed on server ${inputs.server} ` +
        `(database ${inputs.database}): ${describe(cause)}`,
    );
    this.name = "ProvisioningError";
  }
}

/** Something about the server or the database is not as it must be; the text says what to do. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Refusal";
  }
}

/** No tenant's database is dropped by removing its file. */
export class RefusedDrop extends Error {
  constructor(props: TenantDatabaseInputs) {
    super(
      `tenant ${props.slug}: database ${props.database} on server ${props.server} is kept: deleting a ` +
        `resource never drops a customer's data. Put tenants/${props.cell}/${props.slug}.yaml back, or let ` +
        `Pulumi forget the database without touching it: pulumi state delete --force '<its URN>'`,
    );
    this.name = "RefusedDrop";
  }
}

/** Runs one operation and names it in whatever it throws. */
export async function explain<T>(
  inputs: TenantDatabaseInputs,
  step: string,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw error instanceof ProvisioningError ? error : new ProvisioningError(inputs, step, error);
  }
}

/**
 * What the server said, without what may hold data: a DatabaseError's `detail` and `where` can quote rows
 * and statements.
 */
function describe(cause: unknown): string {
  if (cause instanceof DatabaseError) {
    return `${cause.message} (SQLSTATE ${cause.code ?? "unknown"})${advice(cause.code)}`;
  }
  return cause instanceof Error ? cause.message : "an unknown error";
}

const ADVICE: Record<string, string> = {
  "28P01": "check odoo-fleet:postgresPasswords for this server",
  "28000": "check the server's pg_hba.conf and the login role",
  "42501": "the admin role lacks a right: see docs/operator.md, section on the platform role",
  "53100": "the server's disk is full",
  "53300": "the server has no connection left: raise max_connections or move tenants",
  "55006": "the template has a stray connection: end it and run again",
  "55P03": "another run holds the lock: wait for it and run again",
  "57P01": "the server is shutting down: run again, the finished steps are not repeated",
};

function advice(code: string | undefined): string {
  const text = code === undefined ? undefined : ADVICE[code];
  return text === undefined ? "; run again, the finished steps are not repeated" : `: ${text}`;
}
