// Waits beside a run for its pipe to close, taking down what the run starts and what has ended. When the run is
// killed so hard that it cannot clean up (kill -9), this process ends the children it left: a database must not
// outlive the command that owns it.
import { createInterface } from "node:readline";
import { endAll } from "./leftovers.mjs";

const running = new Map();
process.on("SIGINT", () => {});
process.stdin.on("error", () => {});
for await (const line of createInterface({ input: process.stdin })) {
  const { started, ended } = JSON.parse(line);
  if (started) running.set(started.pid, started);
  else running.delete(ended);
}
await endAll([...running.values()]);
