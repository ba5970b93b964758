import { type Client, escapeIdentifier, escapeLiteral } from "pg";

/** What the comment of a finished template says; it tells a later build whether there is anything to do. */
function comment(hash: string): string {
  return `odoo-fleet template; sandbox build ${hash}`;
}

/** Whether the database is there, was built from this content, and is sealed as {@link seal} leaves it. */
export async function isSealed(
  admin: Client,
  database: string,
  expected: { readonly hash: string; readonly platformRole: string },
): Promise<boolean> {
  const { rowCount } = await admin.query(
    `SELECT FROM pg_database
     WHERE datname = $1 AND datistemplate AND NOT datallowconn AND pg_get_userbyid(datdba) = $2
       AND shobj_description(oid, 'pg_database') = $3
       AND NOT EXISTS (
         SELECT FROM aclexplode(coalesce(datacl, acldefault('d', datdba))) WHERE grantee = 0)`,
    [database, expected.platformRole, comment(expected.hash)],
  );
  return rowCount === 1;
}

/** From now on the database can be cloned and nothing else: nobody connects to it or drops it, not even its owner. */
export async function seal(
  admin: Client,
  database: string,
  { hash, platformRole }: { readonly hash: string; readonly platformRole: string },
): Promise<void> {
  const name = escapeIdentifier(database);
  await admin.query(`ALTER DATABASE ${name} OWNER TO ${escapeIdentifier(platformRole)}`);
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`COMMENT ON DATABASE ${name} IS ${escapeLiteral(comment(hash))}`);
  await admin.query(`ALTER DATABASE ${name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}

/** Drops a template or what is left of one. Clones are independent of it. */
export async function dropTemplate(admin: Client, database: string): Promise<void> {
  const { rows } = await admin.query<{ sealed: boolean }>(
    "SELECT datistemplate AS sealed FROM pg_database WHERE datname = $1",
    [database],
  );
  const [found] = rows;
  if (found === undefined) return;
  // Only when needed: a database whose DROP was interrupted can be dropped again but not altered.
  if (found.sealed) {
    await admin.query(`ALTER DATABASE ${escapeIdentifier(database)} WITH IS_TEMPLATE false`);
  }
  await admin.query(`DROP DATABASE ${escapeIdentifier(database)} WITH (FORCE)`);
}
