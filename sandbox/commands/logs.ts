import { existsSync, readFileSync } from "node:fs";
import { logFile } from "../processes";
import { SERVERS } from "../sandbox";

/**
 * Prints what a server has written.
 *
 * @throws where there is no such server or it has not run yet.
 */
export function logs(directory: string, server: string): void {
  if (!(SERVERS as readonly string[]).includes(server)) {
    throw new Error(`there is no server "${server}". Servers: ${SERVERS.join(", ")}`);
  }
  const file = logFile(directory, server);
  if (!existsSync(file)) throw new Error(`${server} has not run yet: npm run sandbox -- up`);
  process.stdout.write(readFileSync(file));
}
