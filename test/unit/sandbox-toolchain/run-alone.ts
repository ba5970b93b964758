/** A run in a process of its own, for tests that kill it or start two: `tsx run-alone.ts <folder of the test>`. */
import { resolveAll } from "../../../sandbox/toolchain/resolve";
import { SLOW_TOOL, testContext } from "./support";

const folder = process.argv[2];
if (folder === undefined) throw new Error("the folder of the test is missing");
const log = (line: string) => process.stdout.write(`${line}\n`);
void resolveAll([SLOW_TOOL], testContext(folder, { log }));
