import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 4096;

/**
 * The SCRAM-SHA-256 verifier that PostgreSQL would store for `password` (RFC 5802, RFC 7677; format as in
 * https://www.postgresql.org/docs/current/catalog-pg-authid.html). A server takes a verifier in place of a password, so the
 * password itself stays out of its statements and its log. 4096 iterations are PostgreSQL's default.
 *
 * @throws when the password holds anything but printable ASCII, which would first have to be normalised (SASLprep).
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  if (!isPlainPassword(password)) {
    throw new Error("the password must consist of printable ASCII characters");
  }
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, "sha256");
  const storedKey = createHash("sha256").update(hmac(salted, "Client Key")).digest("base64");
  const serverKey = hmac(salted, "Server Key").toString("base64");
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}

/** Whether {@link scramVerifier} takes it. */
export function isPlainPassword(password: string): boolean {
  return /^[\x20-\x7e]+$/.test(password);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
