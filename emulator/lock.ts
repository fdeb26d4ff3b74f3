import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * One emulator per data folder: two would overwrite each other's log. A lock left by a killed process is taken
 * over; on Linux a process that merely got the same number is told apart by its start time.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "emulator.lock");
  const [pid = "", started = ""] = read(path).split(" ");
  const other = Number(pid);
  if (other > 0 && other !== process.pid && isAlive(other) && stat(other).started === started) {
    throw new Error(
      `${folder} is in use by process ${other}. Stop it or set EMULATOR_DATA_DIR to another folder.`,
    );
  }
  writeFileSync(path, `${process.pid} ${stat(process.pid).started}`, { mode: 0o600 });
  return () => rmSync(path, { force: true });
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
