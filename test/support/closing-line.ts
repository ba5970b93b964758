import type { Reporter, TestModule } from "vitest/node";

/** Ends the run with one plain line that scripts read: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number =>
      tests.filter((test) => test.result().state === state).length;
    // A file that does not load and an error outside any test are failures too.
    const broken = modules.filter((module) => !module.ok() && module.children.size === 0).length;
    const failed = count("failed") + broken + errors.length;
    process.stdout.write(`\n${count("passed")} passed, ${failed} failed\n`);
  }
}
