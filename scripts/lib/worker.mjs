import { setTimeout as sleep } from "node:timers/promises";
import { programArguments } from "./program.mjs";
import { root } from "./root.mjs";
import { Refusal } from "./say.mjs";
import { describeExit } from "./wait-until-answers.mjs";

const readyWords = "Worker ready";
const timeoutMs = 60_000;

/** Starts the worker in the shop's own environment, and returns once it has its queues. */
export async function startWorker(processes, { env, onLine = () => {} }) {
  let ready = () => {};
  const isReady = new Promise((resolve) => {
    ready = resolve;
  });
  const entry = processes.start(
    "worker",
    process.execPath,
    programArguments("scripts/worker.ts", "--with-parent"),
    {
      cwd: root,
      env,
      onLine: (line) => (line.startsWith(readyWords) ? ready("ready") : onLine(line)),
    },
  );
  const outcome = await Promise.race([isReady, entry.exited, sleep(timeoutMs, "slow", { ref: false })]);
  if (outcome === "ready") return;
  if (outcome !== "slow") throw new Refusal(describeExit(entry, outcome));
  throw new Refusal(`worker did not get ready within ${timeoutMs / 1000} s.\n${entry.lastLines()}`);
}
