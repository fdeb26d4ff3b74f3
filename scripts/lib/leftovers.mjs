import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makePrivateFolder, writePrivateFile } from "./private-files.mjs";
import { identityOf, isAlive } from "./process-identity.mjs";

/** Notes a started process in a file, so that whoever comes later can tell what is ours and end it. */
export function recordProcess(runDir, note) {
  makePrivateFolder(runDir);
  const path = join(runDir, `${note.name.replaceAll(/[^a-z0-9]+/gi, "-")}-${note.pid}.json`);
  writePrivateFile(path, JSON.stringify(note));
  return () => rmSync(path, { force: true });
}

/** What a later run needs to know of a process: its identity, because process numbers are used again. */
export function noteOf({ name, pid, sequence, stopSignal }) {
  return { name, pid, identity: identityOf(pid), sequence, stopSignal };
}

/** Ends what a killed run left behind. */
export async function endLeftovers(runDir, { onEnd } = {}) {
  const notes = readNotes(runDir);
  await endAll(notes, { onEnd });
  for (const { path } of notes) rmSync(path, { force: true });
}

/** Ends those that still live, last started first: a shop before the database it uses. */
export async function endAll(notes, { onEnd = () => {} } = {}) {
  for (const note of notes.toSorted((a, b) => b.sequence - a.sequence)) {
    if (!isAlive(note)) continue;
    onEnd(note);
    await endProcess(note);
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

function readNotes(runDir) {
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
