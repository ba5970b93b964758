import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";

/** Odoo 18's minimum; a hash with another number is accepted once and then rewritten (reference: odoo-tenancy, part B). */
const ROUNDS = 600_000;
const KEY_BYTES = 64;

const derive = promisify(pbkdf2);

/**
 * A password hash exactly as Odoo 18 writes it: passlib's `pbkdf2_sha512`, so the first login rewrites nothing.
 * Takes about half a second of one core.
 *
 * @param salt 16 bytes.
 */
export async function hashOdooPassword(password: string, salt: Buffer): Promise<string> {
  const key = await derive(password, salt, ROUNDS, KEY_BYTES, "sha512");
  return `$pbkdf2-sha512$${ROUNDS}$${adaptedBase64(salt)}$${adaptedBase64(key)}`;
}

/** passlib's base64: no padding, `.` in place of `+`. */
function adaptedBase64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("+", ".").replaceAll("=", "");
}
