import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface RunOptions {
  readonly cwd?: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Called with each line of the error stream, where tools report progress. */
  readonly onErrorLine?: (line: string) => void;
  /** The command is killed after this many milliseconds; without it, it may take as long as it needs. */
  readonly timeoutMs?: number;
}

/** How many of the last error lines a failed command's message carries. */
const KEPT_ERROR_LINES = 15;

/**
 * Runs a command without a shell and returns what it wrote to standard output.
 * Throws with the end of its error stream if it cannot be started, fails, or runs out of time.
 */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const child = spawn(command, args, {
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  const lastLines: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    options.onErrorLine?.(line);
    lastLines.push(line);
    if (lastLines.length > KEPT_ERROR_LINES) lastLines.shift();
  });
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      reject(new Error(`cannot start ${command}: ${error.message}`));
    });
    child.on("close", (code, signal) => {
      if (code === 0) {
        resolve(output);
        return;
      }
      const how = code === null ? `was ended by ${signal ?? "a signal"}` : `exited with ${code}`;
      reject(new Error([`${command} ${args[0] ?? ""} ${how}`, ...lastLines].join("\n    ")));
    });
  });
}
