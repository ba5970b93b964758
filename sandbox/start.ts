import { join } from "node:path";
import { LocalWorkspace, type OutputMap } from "@pulumi/pulumi/automation";
import { Client } from "pg";
import { openSandbox } from "./sandbox";
import { superuser } from "./servers/postgres";
import { openInstance } from "./instance";
import { formatTable } from "./table";
import { TenantTimes } from "./tenant-times";

/** `npm start`: sandbox up, stack `dev` deployed, the fleet shown. */
const ROOT = join(__dirname, "..");

interface TenantOutput {
  readonly database: string;
  readonly plan: string;
  readonly state: string;
  readonly template: string;
  readonly url: string;
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<void> {
  const began = Date.now();
  const sandbox = await openSandbox({ root: ROOT, log: print });
  await sandbox.up();
  const deployment = await deploy(sandbox.environment());
  await showFleet(deployment.outputs, deployment.times);
  print(`\n${deployment.summary}, ${seconds(began)} s in all`);
  print(
    [
      "",
      'eval "$(npm run -s sandbox -- env)"    # a shell for pulumi, kubectl and psql',
      "echo 'state: suspended' >> tenants/dev/bistro.yaml && pulumi preview",
      "npm run fleet -- validate              # checks every tenant file without the engine",
    ].join("\n"),
  );
}

/** The engine as an engineer would call it, with its progress on the terminal. */
async function deploy(
  environment: Record<string, string>,
): Promise<{ summary: string; outputs: OutputMap; times: TenantTimes }> {
  const began = Date.now();
  const times = new TenantTimes();
  // The Automation API looks for the CLI on this process's own PATH.
  Object.assign(process.env, environment);
  const stack = await LocalWorkspace.createOrSelectStack({ stackName: "dev", workDir: ROOT });
  const { summary, outputs } = await stack.up({
    suppressOutputs: true,
    suppressProgress: true,
    onOutput: (text) => process.stdout.write(text),
    onEvent: (event) => {
      times.note(event);
    },
  });
  const changed = Object.entries(summary.resourceChanges ?? {}).filter(([op]) => op !== "same");
  const text = changed.map(([op, count]) => `${count} ${op}`).join(", ");
  return {
    summary: `pulumi up: ${text === "" ? "no changes" : text} in ${seconds(began)} s`,
    outputs,
    times,
  };
}

async function showFleet(outputs: OutputMap, times: TenantTimes): Promise<void> {
  const tenants = Object.entries((outputs.tenants?.value ?? {}) as Record<string, TenantOutput>);
  const sizes = await databaseSizes();
  const slugs = tenants.map(([slug]) => slug);
  const rows = tenants.map(([slug, { plan, template, database, url, state }]) => [
    slug,
    plan,
    template,
    sizes.get(database) ?? "missing",
    url,
    state,
    times.of(slug, slugs),
  ]);
  print(
    `\n${formatTable([["tenant", "plan", "template", "database", "URL", "state", "time"], ...rows])}`,
  );
}

async function databaseSizes(): Promise<Map<string, string>> {
  const client = new Client({ ...superuser(await openInstance(ROOT)), database: "postgres" });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; size: string }>(
      "SELECT datname AS name, pg_size_pretty(pg_database_size(oid)) AS size FROM pg_database",
    );
    return new Map(rows.map(({ name, size }) => [name, size]));
  } finally {
    await client.end();
  }
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(1);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
