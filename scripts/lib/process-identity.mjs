import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const hasProc = existsSync("/proc/self/stat");

/**
 * A string that is the same only while the same process lives under this pid, or null when none does.
 * Process ids are reused (in containers, after each restart), so a bare pid in a file proves nothing.
 */
export function identityOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return hasProc ? fromProc(pid) : fromPs(pid);
}

export function isAlive({ pid, identity }) {
  return identity !== null && identityOf(pid) === identity;
}

/** The command line of a process, or "" when it is gone. */
export function commandLineOf(pid) {
  if (!hasProc) return ps(pid, "command=");
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return "";
    throw error;
  }
}

/** The parent's pid, or 0 when the process is gone. */
export function parentOf(pid) {
  return Number(hasProc ? (statFields(pid)?.[1] ?? 0) : ps(pid, "ppid="));
}

function fromProc(pid) {
  const fields = statFields(pid);
  if (fields === null || fields[0] === "Z" || fields[0] === "X") return null;
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8)}-${fields[19]}`;
}

/** What follows the command's name (which may hold anything) in /proc/PID/stat: state, parent, … */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch (error) {
    if (error.code === "ENOENT" || error.code === "ESRCH") return null;
    throw error;
  }
}

function fromPs(pid) {
  if (ps(pid, "state=").startsWith("Z")) return null;
  return ps(pid, "lstart=") || null;
}

function ps(pid, column) {
  const result = spawnSync("ps", ["-p", String(pid), "-o", column], { encoding: "utf8" });
  if (result.error) throw result.error;
  return result.stdout.trim();
}
