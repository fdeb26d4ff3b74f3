import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Starts the process that ends our children should we be killed; `dismiss` when we ended them ourselves. */
export function startGuard() {
  const path = fileURLToPath(new URL("guard.mjs", import.meta.url));
  const child = spawn(process.execPath, [path], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  const gone = new Promise((resolve) => child.once("close", resolve));
  child.stdin.on("error", () => {});
  child.unref();
  child.stdin.unref();
  const tell = (message) => child.stdin.write(`${JSON.stringify(message)}\n`);
  return {
    started: (note) => tell({ started: note }),
    ended: (pid) => tell({ ended: pid }),
    dismiss: () => {
      child.ref();
      child.stdin.end();
      return gone;
    },
  };
}
