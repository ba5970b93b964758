import { escapeIdentifier, type PoolClient } from "pg";
import type { ServerCredentials } from "./credentials";
import { Refusal } from "./errors";
import type { Identity } from "./identity";
import { tenantId, type TenantDatabaseInputs } from "./inputs";
import { readMarker } from "./marker";
import { secure } from "./secure";
import { withAdminClient } from "./server";

/** What a step works with. */
export interface StepContext {
  readonly server: ServerCredentials;
  readonly inputs: TenantDatabaseInputs;
  /** A connection to the maintenance database that holds the tenant's lock. */
  readonly maintenance: PoolClient;
  readonly identity?: Promise<Identity>;
}

/** One step of provisioning: `run` is called only where `done`, which asks the server, says no. */
export interface Step {
  done(context: StepContext): Promise<boolean>;
  run(context: StepContext): Promise<void>;
}

/** Connections beyond the tenant's own that the database keeps for the platform: updates, dumps, checks. */
const RESERVED_CONNECTIONS = 5;

/** The database accepts nobody from here until `open`, so no one can enter before PUBLIC is shut out. */
const clone: Step = {
  async done({ maintenance, inputs }) {
    const database = await findDatabase(maintenance, inputs.database);
    if (database !== undefined && !database.valid) {
      throw new Refusal(
        `the database is invalid, as a killed DROP DATABASE leaves it: restore it from its backup, ` +
          `or drop it by hand if it was never in use`,
      );
    }
    return database !== undefined;
  },
  async run({ maintenance, inputs }) {
    const template = await findDatabase(maintenance, inputs.templateDatabase);
    if (template === undefined) {
      throw new Refusal(
        `template ${inputs.templateName} (database ${inputs.templateDatabase}) is not on this server: build it first`,
      );
    }
    if (!template.isTemplate || template.allowsConnections) {
      throw new Refusal(
        `template ${inputs.templateName} (database ${inputs.templateDatabase}) is not sealed: ` +
          `it must have IS_TEMPLATE true and ALLOW_CONNECTIONS false`,
      );
    }
    await maintenance.query(
      `CREATE DATABASE ${escapeIdentifier(inputs.database)} ` +
        `TEMPLATE ${escapeIdentifier(inputs.templateDatabase)} ALLOW_CONNECTIONS false`,
    );
  },
};

/** CREATE DATABASE copies no privileges, so every clone starts open to PUBLIC. */
const close: Step = {
  async done({ maintenance, inputs }) {
    const { rowCount } = await maintenance.query(
      `SELECT 1 FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) acl
        WHERE d.datname = $1 AND acl.grantee = 0`,
      [inputs.database],
    );
    return rowCount === 0;
  },
  async run({ maintenance, inputs }) {
    await maintenance.query(
      `REVOKE ALL ON DATABASE ${escapeIdentifier(inputs.database)} FROM PUBLIC`,
    );
  },
};

/** Only the owner, the platform's role, may connect now. */
const open: Step = {
  async done({ maintenance, inputs }) {
    return (await findDatabase(maintenance, inputs.database))?.allowsConnections ?? false;
  },
  async run({ maintenance, inputs }) {
    await maintenance.query(
      `ALTER DATABASE ${escapeIdentifier(inputs.database)} ALLOW_CONNECTIONS true`,
    );
  },
};

/** To hand objects over, the platform's role must be a member of the role that receives them. */
const membership: Step = {
  async done({ maintenance, inputs }) {
    const { rows } = await maintenance.query<{ member: boolean }>(
      "SELECT pg_has_role(current_user, $1, 'USAGE') AS member",
      [inputs.role],
    );
    return rows[0]?.member ?? false;
  },
  async run({ maintenance, inputs }) {
    const { rows } = await maintenance.query<{ version: number }>(
      "SELECT current_setting('server_version_num')::int AS version",
    );
    // PostgreSQL 16 gives a creator of roles the ADMIN option only: INHERIT and SET are asked for by name.
    const options = (rows[0]?.version ?? 0) >= 160000 ? " WITH INHERIT TRUE, SET TRUE" : "";
    await maintenance.query(`GRANT ${escapeIdentifier(inputs.role)} TO CURRENT_USER${options}`);
  },
};

/** Ownership, a new identity and the marker, in one transaction; the tenant cannot connect before it. */
const secureDatabase: Step = {
  async done({ server, inputs }) {
    const marker = await withAdminClient(server, inputs.database, readMarker);
    if (marker === undefined) {
      throw new Refusal(
        `a database of this name exists and is not odoo-fleet's: it has no marker row. ` +
          `Rename or adopt it, nothing was changed`,
      );
    }
    if (marker.tenant !== null && marker.tenant !== tenantId(inputs)) {
      throw new Refusal(`the database belongs to tenant ${marker.tenant}: nothing was changed`);
    }
    return marker.tenant !== null;
  },
  async run({ server, inputs, identity }) {
    if (identity === undefined) throw new Error("a new tenant needs an identity");
    const resolved = await identity;
    await withAdminClient(server, inputs.database, (client) => secure(client, inputs, resolved));
  },
};

/** Lets the tenant in, with the limit of its plan. */
const admit: Step = {
  async done({ maintenance, inputs }) {
    const { rows } = await maintenance.query<{ admitted: boolean }>(
      `SELECT has_database_privilege($2, d.oid, 'CONNECT, TEMPORARY') AND d.datconnlimit = $3 AS admitted
         FROM pg_database d WHERE d.datname = $1`,
      [inputs.database, inputs.role, inputs.connectionLimit + RESERVED_CONNECTIONS],
    );
    return rows[0]?.admitted ?? false;
  },
  async run({ maintenance, inputs }) {
    const database = escapeIdentifier(inputs.database);
    const limit = inputs.connectionLimit + RESERVED_CONNECTIONS;
    await maintenance.query(`ALTER DATABASE ${database} CONNECTION LIMIT ${limit}`);
    await maintenance.query(
      `GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${escapeIdentifier(inputs.role)}`,
    );
  },
};

/** The order is the security argument: see docs/architecture.md, "A clone nobody can enter early". */
export const steps = { clone, close, open, membership, secure: secureDatabase, admit };

interface DatabaseRow {
  readonly isTemplate: boolean;
  readonly allowsConnections: boolean;
  readonly valid: boolean;
}

async function findDatabase(
  maintenance: PoolClient,
  name: string,
): Promise<DatabaseRow | undefined> {
  const { rows } = await maintenance.query<DatabaseRow>(
    `SELECT datistemplate AS "isTemplate", datallowconn AS "allowsConnections", datconnlimit <> -2 AS valid
       FROM pg_database WHERE datname = $1`,
    [name],
  );
  return rows[0];
}
