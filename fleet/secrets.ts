import { hkdfSync } from "node:crypto";

/** What a derived secret is for; a new purpose never changes the secrets of the others. */
export type SecretPurpose = "postgres-role" | "odoo-admin" | "odoo-master" | "odoo-admin-salt";

/** Names one secret of one tenant. */
export interface DerivedSecret {
  readonly cell: string;
  readonly slug: string;
  readonly purpose: SecretPurpose;
  /** Counts up to get another secret for the same purpose. */
  readonly rotation: number;
}

const MIN_MASTER_CHARACTERS = 32;
const SECRET_BYTES = 24;

/**
 * A tenant's secret: 32 URL-safe characters from 24 bytes of HKDF-SHA-256 (RFC 5869) over the stack's one master
 * secret. The same names give the same secret on every machine, so nothing has to be stored and losing the state
 * loses no password.
 *
 * @throws when the master secret is shorter than 32 characters; the message does not quote it.
 */
export function deriveSecret(masterSecret: string, secret: DerivedSecret): string {
  if (masterSecret.length < MIN_MASTER_CHARACTERS) {
    throw new Error(
      `odoo-fleet:masterSecret has ${masterSecret.length} characters, fewer than ${MIN_MASTER_CHARACTERS}: ` +
        `generate one with \`openssl rand -base64 32\``,
    );
  }
  const info = ["odoo-fleet/v1", secret.purpose, secret.cell, secret.slug, secret.rotation].join(
    "/",
  );
  return Buffer.from(hkdfSync("sha256", masterSecret, "", info, SECRET_BYTES)).toString(
    "base64url",
  );
}
