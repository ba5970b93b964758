import { DatabaseError, escapeIdentifier, type Pool, type PoolClient } from "pg";
import type { Failure } from "../service/inputs";
import type { Identified, Outputs, ResourceType } from "../service/stand-in";
import type { Properties } from "../service/wire";
import { alterRole, createRole, roleRules, type RoleInputs } from "./role-options";
import { isPlainPassword } from "./scram";
import type { Settings } from "./settings";

/** PostgreSQL cuts longer names off in silence. */
const MAX_NAME_BYTES = 63;

interface RoleRow {
  readonly name: string;
  readonly login: boolean;
  readonly connectionLimit: number;
  readonly createDatabase: boolean;
  readonly createRole: boolean;
  readonly inherit: boolean;
  readonly superuser: boolean;
}

/**
 * `postgresql:index/role:Role` on a real server, for administrators with and without superuser rights. A rename is done
 * in place. The password is never read back: a drift of it stays unseen, as with the official plugin and SCRAM.
 */
export class RoleType implements ResourceType<RoleInputs> {
  readonly rules = roleRules;
  readonly computed = [];

  constructor(
    private readonly pool: Pool,
    private readonly settings: Settings,
  ) {}

  check({ name, password, connectionLimit }: Partial<RoleInputs>): Failure[] {
    const failures: Failure[] = [];
    const fail = (property: string, reason: string) => failures.push({ property, reason });
    if (name !== undefined && (name === "" || Buffer.byteLength(name) > MAX_NAME_BYTES)) {
      fail("name", `must be 1 to ${MAX_NAME_BYTES} bytes long, not "${name}"`);
    }
    if (
      connectionLimit !== undefined &&
      !(Number.isInteger(connectionLimit) && connectionLimit >= -1)
    ) {
      fail(
        "connectionLimit",
        `must be a whole number, -1 (no limit) or more, not ${connectionLimit}`,
      );
    }
    if (password !== undefined && password !== "" && !isPlainPassword(password)) {
      fail("password", "the stand-in takes printable ASCII only");
    }
    if (password !== undefined && /^(?:SCRAM-SHA-256\$|md5[0-9a-f]{32}$)/.test(password)) {
      fail("password", "the stand-in takes the password itself, not what a server would store");
    }
    return failures;
  }

  async create(inputs: RoleInputs): Promise<Identified> {
    await this.transaction(`error creating role ${inputs.name}`, async (client) => {
      await client.query(createRole(inputs));
    });
    return this.existing(inputs.name, inputs);
  }

  async read(id: string, state: Properties): Promise<Identified | undefined> {
    // Pulumi keeps a resource's id when it is renamed in place, so the name in the state goes first.
    const name = typeof state.name === "string" ? state.name : id;
    return this.transaction(`error reading role ${name}`, async (client) => {
      const { rows } = await client.query<RoleRow>(
        `SELECT rolname AS name, rolcanlogin AS login, rolconnlimit AS "connectionLimit",
                rolcreatedb AS "createDatabase", rolcreaterole AS "createRole",
                rolinherit AS inherit, rolsuper AS superuser
           FROM pg_catalog.pg_roles WHERE rolname = $1`,
        [name],
      );
      const [row] = rows;
      if (row === undefined) return undefined;
      const { password, skipReassignOwned = false, skipDropRole = false } = state;
      return { id: row.name, outputs: { ...row, password, skipReassignOwned, skipDropRole } };
    });
  }

  async update(id: string, state: Properties, news: RoleInputs): Promise<Outputs> {
    const name = typeof state.name === "string" ? state.name : id;
    await this.transaction(`error updating role ${name}`, async (client) => {
      for (const statement of alterRole(name, state, news)) await client.query(statement);
    });
    return (await this.existing(news.name, news)).outputs;
  }

  async delete(id: string, state: Properties): Promise<void> {
    const found = await this.read(id, state);
    if (found === undefined) return;
    await this.transaction(`could not delete role ${found.id}`, async (client) => {
      if (state.skipReassignOwned !== true) await reassignOwned(client, found.id);
      if (state.skipDropRole !== true) {
        await client.query(`DROP ROLE ${escapeIdentifier(found.id)}`);
      }
    });
  }

  private async existing(name: string, inputs: RoleInputs): Promise<Identified> {
    const { password, skipReassignOwned, skipDropRole } = inputs;
    const known = { name, skipReassignOwned, skipDropRole };
    const found = await this.read(name, password === undefined ? known : { ...known, password });
    if (found === undefined) throw new Error(`role ${name} vanished while it was written`);
    return found;
  }

  /** Runs `work` in a transaction; what PostgreSQL says is put behind `problem`. Statements are never quoted. */
  private async transaction<T>(
    problem: string,
    work: (client: PoolClient) => Promise<T>,
  ): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query("BEGIN");
      if (this.settings.superuser) await requireSuperuser(client, this.settings.username);
      const result = await work(client);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => undefined);
      if (!(error instanceof DatabaseError)) throw error;
      const detail = error.detail === undefined ? "" : ` (${error.detail})`;
      throw new Error(`${problem}: ${error.message}${detail}`, { cause: error });
    } finally {
      client.release();
    }
  }
}

/** The official provider fails at such a server too, when it tries to read the password. */
async function requireSuperuser(client: PoolClient, user: string): Promise<void> {
  const { rows } = await client.query<{ is_superuser: string }>("SHOW is_superuser");
  if (rows[0]?.is_superuser === "on") return;
  throw new Error(
    `connected user ${user} is not a SUPERUSER: set superuser: false in the provider's configuration`,
  );
}

/**
 * Gives what the role owns in the connected database to the administrator, and drops the role's privileges there. That
 * needs the role's rights; an administrator without them takes them for the transaction.
 */
async function reassignOwned(client: PoolClient, role: string): Promise<void> {
  const name = escapeIdentifier(role);
  const { rows } = await client.query<{ member: boolean }>(
    "SELECT pg_has_role(current_user, $1::name, 'USAGE') AS member",
    [role],
  );
  const member = rows[0]?.member === true;
  if (!member) await client.query(`GRANT ${name} TO CURRENT_USER`);
  await client.query(`REASSIGN OWNED BY ${name} TO CURRENT_USER`);
  await client.query(`DROP OWNED BY ${name}`);
  if (!member) await client.query(`REVOKE ${name} FROM CURRENT_USER`);
}
