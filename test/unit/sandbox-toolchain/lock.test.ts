import { spawn } from "node:child_process";
import { once } from "node:events";
import { readlinkSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { acquireLock } from "../../../sandbox/toolchain/lock";
import { temporaryFolder } from "./temporary";

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** A ticket as a run that has not released it leaves it. */
function leave(ticket: number, content: object | string): void {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  symlinkSync(text, join(folder, String(ticket)));
}

function neverWaits(pid: number): void {
  throw new Error(`waited for process ${pid}`);
}

it("A lock that a living process holds is waited for, and the waiter learns whose it is.", async () => {
  const release = await acquireLock(folder, neverWaits);
  const waitedFor: number[] = [];
  const second = acquireLock(folder, (pid) => waitedFor.push(pid));
  await expect.poll(() => waitedFor).toEqual([process.pid]);
  await release();
  await (
    await second
  )();
});

it("A released lock is free, and its folder does not grow.", async () => {
  for (let round = 0; round < 3; round += 1) await (await acquireLock(folder, neverWaits))();
  expect(readdirSync(folder)).toHaveLength(1);
});

it("The lock of a process that has ended is taken over.", async () => {
  const child = spawn("true");
  await once(child, "close");
  leave(7, { pid: child.pid, started: "1" });
  const release = await acquireLock(folder, neverWaits);
  expect(JSON.parse(readlinkSync(join(folder, "8")))).toMatchObject({ pid: process.pid });
  expect(readdirSync(folder)).toEqual(["8"]);
  await release();
});

it("The lock of a process whose id another process has by now is taken over.", async () => {
  leave(1, { pid: process.pid, started: "long ago" });
  await (
    await acquireLock(folder, neverWaits)
  )();
});

it("A lock that cannot be read is taken over.", async () => {
  leave(1, "?");
  await (
    await acquireLock(folder, neverWaits)
  )();
});

it("Of many that find a stale lock at the same time, one holds it at a time.", async () => {
  leave(1, { pid: process.pid, started: "long ago" });
  let holders = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 12 }, async () => {
      const release = await acquireLock(folder, () => undefined);
      holders += 1;
      most = Math.max(most, holders);
      await sleep(2);
      holders -= 1;
      await release();
    }),
  );
  expect(most).toBe(1);
}, 15_000);
