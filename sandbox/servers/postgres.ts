import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { Instance } from "../instance";
import type { Account, ServerCommand } from "../processes";
import { serverAccount } from "./postgres-account";

/** The server's superuser, for the sandbox itself and for `psql`. */
export function superuser(instance: Instance) {
  return {
    host: "127.0.0.1",
    port: instance.ports.postgres,
    user: "postgres",
    password: instance.secrets.postgres,
  };
}

/** Makes the data directory on the first call. PostgreSQL refuses to run as root: then it runs as another user. */
export function postgresCommand(instance: Instance, postgresBin: string): ServerCommand {
  const { account, bin } = serverAccount(instance.directory, postgresBin);
  const data = join(instance.directory, "postgres");
  if (!existsSync(join(data, "PG_VERSION"))) initialise(instance, bin, data, account);
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(instance.ports.postgres),
    unix_socket_directories: "",
    max_connections: "300",
    // The data is throw-away: a crash of the machine may cost it, a crash of the server may not.
    fsync: "off",
  };
  return {
    name: "postgres",
    command: join(bin, "postgres"),
    args: [
      "-D",
      data,
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    account,
    // "Fast": open sessions are ended, not waited for.
    stopSignal: "SIGINT",
  };
}

export async function isPostgresReady(instance: Instance): Promise<boolean> {
  const client = new Client({ ...superuser(instance), database: "postgres" });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function initialise(
  instance: Instance,
  bin: string,
  data: string,
  account: Account | undefined,
): void {
  // What an interrupted initdb left is no database.
  rmSync(data, { recursive: true, force: true });
  const passwordFile = join(instance.directory, "postgres-password");
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, instance.secrets.postgres, { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [data, passwordFile]) chownSync(path, account.uid, account.gid);
  }
  try {
    execFileSync(
      join(bin, "initdb"),
      [
        "--username=postgres",
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        `--pgdata=${data}`,
      ],
      { stdio: "pipe", cwd: "/", ...account },
    );
  } finally {
    rmSync(passwordFile);
  }
}
