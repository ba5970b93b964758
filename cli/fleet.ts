import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { validateCommand } from "./commands/validate";

const program = new Command("fleet")
  .description("Works on the fleet's files. Exit codes: 0 fine, 1 faults found, 2 wrong usage.")
  .option("--root <dir>", "the project's folder", join(__dirname, ".."))
  .exitOverride();

program.addCommand(
  validateCommand(() => program.opts<{ root: string }>().root).copyInheritedSettings(program),
);

try {
  program.parse();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
