import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endLeftovers, identityOf, noteOf, recordProcess } from "../../scripts/lib/stack.mjs";

const runDir = join(tmpdir(), `left-behind-${process.pid}`);
let pid: number;

beforeEach(() => {
  mkdirSync(runDir, { recursive: true });
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    detached: true,
    stdio: "ignore",
  });
  pid = child.pid ?? 0;
});

afterEach(() => {
  if (identityOf(pid) !== null) process.kill(pid, "SIGKILL");
  rmSync(runDir, { recursive: true, force: true });
});

test("a process that a killed run noted is ended", async () => {
  recordProcess(runDir, noteOf({ name: "shop", pid, sequence: 0 }));
  await endLeftovers(runDir);
  expect(identityOf(pid)).toBeNull();
});

test("a process that only has the noted number is left alone", async () => {
  const someoneElse = { name: "shop", pid, identity: "another life", sequence: 0 };
  recordProcess(runDir, someoneElse);
  await endLeftovers(runDir);
  expect(identityOf(pid)).not.toBeNull();
});

test("a half-written note stops nobody", async () => {
  writeFileSync(join(runDir, "shop.json"), '{"name":"sh');
  await endLeftovers(runDir);
  expect(identityOf(pid)).not.toBeNull();
});
