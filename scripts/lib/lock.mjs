import { linkSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writePrivateFile } from "./private-files.mjs";
import { identityOf, isAlive } from "./process-identity.mjs";

/**
 * Takes the lock, or returns the living holder. The holder's identity is in the file, so a lock left by a
 * killed process is recognised and broken instead of blocking for ever.
 */
export function tryLock(path, note = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid), ...note });
  for (;;) {
    const whole = `${path}.${process.pid}.new`;
    writePrivateFile(whole, mine);
    try {
      linkSync(whole, path);
      return { release: () => release(path, mine), holder: null };
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    } finally {
      rmSync(whole, { force: true });
    }
    const text = read(path);
    if (text === null) continue;
    const holder = parse(text);
    if (holder && isAlive(holder)) return { release: null, holder };
    breakStale(path, text);
  }
}

/** Waits for the lock: for work that two commands may both need but only one should do. */
export async function withLock(path, { onWait = () => {} }, work) {
  let told = false;
  for (;;) {
    const { release, holder } = tryLock(path);
    if (release) {
      try {
        return await work();
      } finally {
        release();
      }
    }
    if (!told) onWait(holder);
    told = true;
    await sleep(200);
  }
}

function release(path, mine) {
  if (read(path) === mine) rmSync(path, { force: true });
}

/** Two processes may both find the same dead lock: the loser must not throw away the winner's fresh one. */
function breakStale(path, staleText) {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (read(aside) !== staleText) linkSync(aside, path);
  } catch (error) {
    if (error.code !== "ENOENT" && error.code !== "EEXIST") throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
