import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { standIns } from "../../../sandbox/plugins/index";
import { launch } from "./plugin";

test("every stand-in of the list is a file that can be run", () => {
  expect(standIns.map(({ name }) => name)).toEqual(["postgresql", "cloudflare"]);
  for (const { main } of standIns) {
    expect(path.isAbsolute(main) && existsSync(main), main).toBe(true);
  }
});

test.each(standIns)(
  "the stand-in for $name ends itself when the engine is killed",
  { timeout: 20_000 },
  async ({ name }) => {
    // The shell plays the engine: it starts the plugin, prints what it prints, and is killed.
    const script = '"$0" "$@" & wait';
    const engine = await launch(name, "/bin/sh", ["-c", script, process.execPath]);
    expect(engine.port).toBeGreaterThan(0);
    const closed = once(engine.process, "close");
    engine.process.kill("SIGKILL");
    // The plugin holds the pipe that the shell had; it is closed when the plugin is gone too.
    await closed;
  },
);
