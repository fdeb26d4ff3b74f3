import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Starts the process that ends our children should we be killed; `dismiss` when we ended them ourselves. */
export function startGuard(runDir) {
  const path = fileURLToPath(new URL("guard.mjs", import.meta.url));
  const args = [path, runDir, String(process.pid)];
  const child = spawn(process.execPath, args, { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.stdin.on("error", () => {});
  child.unref();
  child.stdin.unref();
  return {
    dismiss: () => {
      child.ref();
      child.stdin.end();
      return gone;
    },
  };
}
