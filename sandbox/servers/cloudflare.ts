import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Instance } from "../instance";
import type { ServerCommand } from "../processes";

/** The zone of `Pulumi.dev.yaml`. */
const ZONE = "5a0dbe0000000000000000000000f1ee=odoo-fleet.test";

export function cloudflareUrl({ ports }: Instance): string {
  return `http://127.0.0.1:${ports.cloudflare}/client/v4`;
}

export function cloudflareCommand(instance: Instance): ServerCommand {
  return {
    name: "cloudflare",
    command: process.execPath,
    args: [
      "--import",
      tsxLoader(),
      join(__dirname, "../cloudflare/main.ts"),
      `--data-file=${join(instance.directory, "cloudflare.json")}`,
      `--port=${instance.ports.cloudflare}`,
      `--zone=${ZONE}`,
    ],
    environment: { ODOO_FLEET_CLOUDFLARE_TOKEN: instance.secrets.cloudflare },
  };
}

export async function isCloudflareReady(instance: Instance): Promise<boolean> {
  try {
    await fetch(`${cloudflareUrl(instance)}/user/tokens/verify`);
    return true;
  } catch {
    return false;
  }
}

/** For `node --import`, from any working directory. */
export function tsxLoader(): string {
  return pathToFileURL(createRequire(__filename).resolve("tsx")).href;
}
