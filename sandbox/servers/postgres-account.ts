import { execFileSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Account } from "../processes";

/** As whom, and from where, a PostgreSQL server is started. */
export interface ServerAccount {
  /** Our own account unless given. */
  readonly account: Account | undefined;
  /** The folder with `initdb` and `postgres`. */
  readonly bin: string;
}

/**
 * PostgreSQL refuses to run as root: then it runs as user `postgres`, else as `nobody`, who cannot enter root's home,
 * where the cache of tools may be; such a PostgreSQL is copied into `directory`.
 *
 * @throws where root runs us and the system has neither user.
 */
export function serverAccount(directory: string, bin: string): ServerAccount {
  if (process.getuid?.() !== 0) return { account: undefined, bin };
  const account = unprivilegedAccount();
  if (bin.startsWith("/usr/") || bin.startsWith("/opt/")) return { account, bin };
  const copy = join(directory, "postgresql");
  if (!existsSync(copy)) cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  return { account, bin: join(copy, basename(bin)) };
}

function unprivilegedAccount(): Account {
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) =>
        Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // This system has no such user.
    }
  }
  throw new Error("PostgreSQL does not run as root, and there is no user `postgres` or `nobody`");
}
