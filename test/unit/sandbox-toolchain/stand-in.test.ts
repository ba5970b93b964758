import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Network } from "../../../sandbox/toolchain/network";
import { resolveAll } from "../../../sandbox/toolchain/resolve";
import { publish, RELEASED_TOOL, startMirror, type Mirror } from "./mirror";
import { testContext } from "./support";
import { temporaryFolder } from "./temporary";

const PLUGIN = { ...RELEASED_TOOL, plugin: { name: "p", version: "1.0.0", standIn: true } };

let mirror: Mirror;
let folder: string;

beforeEach(async () => {
  mirror = await startMirror();
  folder = temporaryFolder();
});
afterEach(async () => {
  vi.useRealTimers();
  await mirror.close();
});

/** Each call is a run of its own: what a run remembers in memory is gone. */
async function nextRun({ refresh = false, address = mirror.address } = {}) {
  const context = testContext(folder, { network: new Network(address), refresh });
  const [resolution] = await resolveAll([PLUGIN], context);
  return resolution;
}

it("A plugin that cannot be had is replaced by a stand-in, and says why.", async () => {
  expect((await nextRun())?.unavailable?.reason).toContain("the server answered 404");
});

it("A run within 24 hours does not look for it again, even if it could be had by now.", async () => {
  await nextRun();
  publish(mirror);
  const before = mirror.requests.length;
  expect((await nextRun())?.unavailable).toBeDefined();
  expect(mirror.requests).toHaveLength(before);
});

it("A run after 24 hours looks for it again.", async () => {
  await nextRun();
  publish(mirror);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 60 * 60 * 1000 });
  expect((await nextRun())?.found?.origin).toBe("download");
});

it("A run with `refresh` looks for it again, and the one after that uses what it found.", async () => {
  await nextRun();
  publish(mirror);
  expect((await nextRun({ refresh: true }))?.found?.origin).toBe("download");
  expect((await nextRun())?.found?.origin).toBe("download");
});

it("A run with another mirror looks for it again.", async () => {
  await nextRun();
  publish(mirror);
  expect((await nextRun({ address: `${mirror.address}/` }))?.found?.origin).toBe("download");
});
