import { inspectToolchain, type ToolReport } from "../toolchain";

/** Prints where each tool comes from; exit code 1 where one would have to be got first. */
export async function doctor(json: boolean): Promise<void> {
  const report = await inspectToolchain();
  const text = json ? JSON.stringify(report) : report.map(line).join("\n");
  process.stdout.write(`${text}\n`);
  if (report.some(({ from }) => from === "missing")) process.exitCode = 1;
}

function line({ name, wanted, from, version, detail, rejected }: ToolReport): string {
  const first = `${name.padEnd(26)} ${(version ?? wanted).padEnd(12)} ${from.padEnd(9)} ${detail}`;
  return [first, ...rejected.map((reason) => `${" ".repeat(27)}not used: ${reason}`)].join("\n");
}
