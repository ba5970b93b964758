import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { escapeIdentifier, escapeLiteral } from "pg";
import { type ServerConnection, withClient } from "./connection";

/** Owns the template and tenant databases, and is what the Pulumi program logs in as. */
export const PLATFORM_ROLE = "platform";

/** Owns the objects inside the template databases. Nobody logs in as it. */
export const OWNER_ROLE = "template_owner";

const PLATFORM = escapeIdentifier(PLATFORM_ROLE);
const OWNER = escapeIdentifier(OWNER_ROLE);

/**
 * Creates the two roles that templates and tenants rest on, or brings them back to what they must be: `platform` (may
 * create databases and roles, is no superuser) and `template_owner`. Also takes from PUBLIC what a tenant has no use
 * for in the databases every server has. CONNECT on `postgres` stays: Odoo listens for its bus there and does not
 * start without it.
 *
 * @param passwords.platformPassword printable ASCII; the server is told a SCRAM verifier, never the password.
 */
export async function ensureRoles(
  connection: ServerConnection,
  passwords: { readonly platformPassword: string },
): Promise<void> {
  await withClient(connection, "postgres", async (client) => {
    const { rows } = await client.query<{ major: number }>(
      "SELECT current_setting('server_version_num')::int / 10000 AS major",
    );
    const major = rows[0]?.major ?? 0;
    const verifier = escapeLiteral(scramVerifier(passwords.platformPassword));
    await client.query("BEGIN");
    // Two runs at once would update the same rows of the catalog, which PostgreSQL refuses.
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('odoo-fleet roles', 0))");
    for (const role of [PLATFORM_ROLE, OWNER_ROLE]) {
      const known = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [role]);
      if (known.rowCount === 0) await client.query(`CREATE ROLE ${escapeIdentifier(role)}`);
    }
    const statements = [
      `ALTER ROLE ${PLATFORM} LOGIN INHERIT CREATEDB CREATEROLE NOSUPERUSER NOREPLICATION NOBYPASSRLS
         PASSWORD ${verifier}`,
      `ALTER ROLE ${OWNER} NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE`,
      ...memberships(major),
      "REVOKE TEMPORARY, CREATE ON DATABASE postgres FROM PUBLIC",
      "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
      "REVOKE ALL ON DATABASE template1 FROM PUBLIC",
    ];
    for (const statement of statements) await client.query(statement);
    await client.query("COMMIT");
  });
}

/** PostgreSQL 16 made inheriting and SET ROLE options of each membership, and a creator no member of what it creates. */
function memberships(major: number): string[] {
  const options = major >= 16 ? " WITH INHERIT TRUE, SET TRUE" : "";
  return [
    `GRANT ${OWNER}, pg_signal_backend TO ${PLATFORM}${options}`,
    ...(major >= 16 ? [`ALTER ROLE ${PLATFORM} SET createrole_self_grant = 'set, inherit'`] : []),
  ];
}

/** What PostgreSQL stores for a password (RFC 5802), so that the password is in no statement and in no server log. */
function scramVerifier(password: string): string {
  if (!/^[\x20-\x7e]+$/.test(password)) {
    throw new Error("the platform role's password must be printable ASCII and not empty");
  }
  const rounds = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, rounds, 32, "sha256");
  const clientKey = createHmac("sha256", salted).update("Client Key").digest();
  const storedKey = createHash("sha256").update(clientKey).digest("base64");
  const serverKey = createHmac("sha256", salted).update("Server Key").digest("base64");
  return `SCRAM-SHA-256$${rounds}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}
