import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, isAlive } from "./process-identity.mjs";

/** Notes a started process, so that whoever comes later can tell what is ours and end it. */
export function recordProcess(runDir, { name, pid, sequence, stopSignal }) {
  const identity = identityOf(pid);
  if (identity === null) return () => {};
  mkdirSync(runDir, { recursive: true });
  const path = join(runDir, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}-${pid}.json`);
  writeFileSync(path, JSON.stringify({ name, pid, identity, sequence, stopSignal, owner: process.pid }));
  return () => rmSync(path, { force: true });
}

/**
 * Ends what a killed run left behind, last started first. With `owner`, only that run's processes, so that
 * the guard of a dead run never touches those of the next one.
 */
export async function endLeftovers(runDir, { owner, onEnd = () => {} } = {}) {
  const entries = readEntries(runDir).filter((entry) => owner === undefined || entry.owner === owner);
  for (const entry of entries.sort((a, b) => b.sequence - a.sequence)) {
    if (isAlive(entry)) {
      onEnd(entry);
      await endProcess(entry);
    }
    rmSync(entry.path, { force: true });
  }
}

/** Asks a process and its group to stop, then insists; what is left of the group goes with it. */
export async function endProcess(entry, { graceMs = 5_000 } = {}) {
  signalGroup(entry.pid, entry.stopSignal ?? "SIGTERM");
  await goneWithin(entry, graceMs);
  signalGroup(entry.pid, "SIGKILL");
  await goneWithin(entry, 2_000);
}

/** Children lead their own process group; PostgreSQL's backends leave it, and follow their parent anyway. */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

async function goneWithin(entry, ms) {
  for (const untilMs = performance.now() + ms; performance.now() < untilMs; await sleep(50))
    if (!isAlive(entry)) return true;
  return !isAlive(entry);
}

function readEntries(runDir) {
  let names = [];
  try {
    names = readdirSync(runDir);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  return names
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ ...parse(join(runDir, name)), path: join(runDir, name) }));
}

/** A half-written note (the writer was killed) names no process; it is only removed. */
function parse(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError || error.code === "ENOENT")
      return { pid: 0, identity: null, sequence: 0 };
    throw error;
  }
}
