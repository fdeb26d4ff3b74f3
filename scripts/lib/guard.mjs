// Waits beside a run for its pipe to close. When the run is killed so hard that it cannot clean up
// (kill -9), this process ends the children it left: a database must not outlive the command that owns it.
import { endLeftovers } from "./leftovers.mjs";

const [runDir, owner] = process.argv.slice(2);
if (runDir === undefined || owner === undefined) throw new Error("usage: guard.mjs RUN_DIR OWNER_PID");
process.on("SIGINT", () => {});
process.stdin.on("error", () => {});
process.stdin.resume();
await new Promise((resolve) => process.stdin.once("close", resolve));
await endLeftovers(runDir, { owner: Number(owner) });
