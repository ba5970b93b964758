import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { type Fault, formatFault } from "../../fleet/faults";
import { checkedFleet } from "../../fleet/load";

/** What is known of one stack after its files were checked. */
interface StackReport {
  readonly stack: string;
  /** Tenants of a right fleet; 0 where there are faults. */
  readonly tenants: number;
  readonly faults: readonly Fault[];
}

/** `fleet validate`: checks files alone, without engine or network. */
export function validateCommand(root: () => string): Command {
  return new Command("validate")
    .description("check every tenant file, the catalog and the stacks' settings")
    .option("--stack <name>", "only this stack; all that have a folder in tenants/ unless given")
    .option("--json", "print JSON")
    .addHelpText("after", "\nExample:\n  fleet validate --stack prod")
    .action(({ stack, json }: { stack?: string; json?: boolean }) => {
      const reports = (stack === undefined ? stacks(root()) : [stack]).map((name) =>
        report(root(), name),
      );
      process.stdout.write(
        json === true ? `${JSON.stringify({ stacks: reports })}\n` : text(reports),
      );
      if (reports.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
    });
}

function stacks(root: string): string[] {
  const folder = join(root, "tenants");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function report(root: string, stack: string): StackReport {
  const { fleet, faults } = checkedFleet({ root, stack });
  return { stack, tenants: fleet?.tenants.length ?? 0, faults };
}

function text(reports: readonly StackReport[]): string {
  const lines = reports.flatMap(({ stack, tenants, faults }) => [
    ...faults.map(formatFault),
    faults.length === 0
      ? `${stack}: ${tenants} tenant${tenants === 1 ? "" : "s"}, no faults`
      : `${stack}: ${faults.length} fault${faults.length === 1 ? "" : "s"}`,
  ]);
  return `${lines.join("\n")}\n`;
}
