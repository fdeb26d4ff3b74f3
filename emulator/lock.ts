import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * One emulator per data folder: two would overwrite each other's log. A lock left by a killed process is taken
 * over; on Linux a process that merely got the same number is told apart by its start time.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "emulator.lock");
  const own = `${process.pid} ${stat(process.pid).started}`;
  for (let tries = 0; !make(path, own); tries++) {
    const held = read(path);
    if (isHeld(held) || tries > 10) {
      const [pid] = held.split(" ");
      throw new Error(
        `${folder} is in use by process ${pid}. Stop it or set EMULATOR_DATA_DIR to another folder.`,
      );
    }
    takeAway(path, held);
  }
  return () => rmSync(path, { force: true });
}

/** Whether this process made the file: of several at once only one does. */
function make(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a dead lock aside; if another process was quicker and this is its fresh one, it is put back. */
function takeAway(path: string, seen: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (read(aside) !== seen) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function isHeld(lock: string): boolean {
  const [pid = "", started = ""] = lock.split(" ");
  const other = Number(pid);
  return other > 0 && other !== process.pid && isAlive(other) && stat(other).started === started;
}

function isAlive(pid: number): boolean {
  // Killed, and not yet buried by its parent: nothing of it runs any more.
  if (/[ZX]/.test(stat(pid).state)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** The third and the 22nd field of /proc/PID/stat; empty where there is no /proc. */
function stat(pid: number): { state: string; started: string } {
  const text = read(`/proc/${pid}/stat`);
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return { state: fields[0] ?? "", started: fields[19] ?? "" };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
