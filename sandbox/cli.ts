import { join } from "node:path";
import { Command } from "commander";
import { doctor } from "./commands/doctor";
import { logs } from "./commands/logs";
import { quote } from "./pulumi-home";
import { openSandbox, type Sandbox } from "./sandbox";

const ROOT = join(__dirname, "..");

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const sandbox = (): Promise<Sandbox> => openSandbox({ root: ROOT, log: print });

const program = new Command("sandbox")
  .description(
    "The whole system on this machine: PostgreSQL, Kubernetes, Cloudflare's API, Pulumi.",
  )
  .addHelpText(
    "after",
    '\nExample:\n  npm run sandbox -- up\n  eval "$(npm run -s sandbox -- env)" && pulumi preview',
  );

program
  .command("up")
  .description("start what is not running, from nothing or after a crash")
  .action(async () => {
    await (await sandbox()).up();
  });

program
  .command("status")
  .description("which servers run; exit code 1 if one does not")
  .option("--json", "print JSON")
  .action(async ({ json }: { json?: boolean }) => {
    const servers = (await sandbox()).status();
    if (json === true) print(JSON.stringify(servers));
    else {
      for (const { name, running, pid } of servers) {
        print(`${name.padEnd(24)} ${running ? `running, pid ${pid ?? 0}` : "stopped"}`);
      }
    }
    if (servers.some(({ running }) => !running)) process.exitCode = 1;
  });

program
  .command("down")
  .description("end the servers; the data stays")
  .action(async () => {
    print(`${await (await sandbox()).down()} servers ended`);
  });

program
  .command("reset")
  .description("end the servers and delete all data of this sandbox")
  .requiredOption("--yes", "confirm that all data may go")
  .action(async () => {
    const opened = await sandbox();
    await opened.reset();
    print(`${opened.directory} is gone`);
  });

program
  .command("env")
  .description('print the environment of a shell: eval "$(npm run -s sandbox -- env)"')
  .action(async () => {
    for (const [name, value] of Object.entries((await sandbox()).environment())) {
      print(`export ${name}=${quote(value)}`);
    }
  });

program
  .command("doctor")
  .description("which tool comes from where, and what is missing")
  .option("--json", "print JSON")
  .action(({ json }: { json?: boolean }) => doctor(json === true));

program
  .command("logs")
  .description("print the log of a server")
  .argument("<server>", "such as postgres or kube-apiserver")
  .action(async (server: string) => {
    logs((await sandbox()).directory, server);
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
