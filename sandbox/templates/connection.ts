import { Client } from "pg";

/** A superuser's way into the sandbox's server. */
export interface ServerConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** Runs `use` with a session in one database, and ends the session whatever happens. */
export async function withClient<T>(
  connection: ServerConnection,
  database: string,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const { host, port, user, password } = connection;
  const client = new Client({ host, port, user, password, database });
  // A connection that breaks while idle is reported by the next query; without a listener it would end the process.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
