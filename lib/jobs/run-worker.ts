import "server-only";
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { openQueues } from "@/lib/jobs/open-queues";
import { repeatTask } from "@/lib/jobs/repeat-task";
import { reportTrouble } from "@/lib/jobs/report-trouble";
import type { Task } from "@/lib/jobs/task";

export type RunningWorker = { stop: (withinMs: number) => Promise<void> };

/**
 * Runs every task in its turn, beside any number of other workers on the same database; resolves once it does.
 * Throws when the queues are not there. `stop` tells what runs to end, and abandons what does not in time: its job
 * stays taken until it runs out, as if the process had been killed.
 */
export async function runWorker(tasks: readonly Task[], databaseUrl: string): Promise<RunningWorker> {
  tasks.forEach(requireSane);
  const stopping = new AbortController();
  // Each task listens while it waits and while it runs.
  setMaxListeners(2 * tasks.length, stopping.signal);
  const trouble = reportTrouble("upkeep");
  const names = tasks.map(({ name }) => name);
  // What pg-boss was doing when its connections were closed fails, and that is no news.
  const boss = await openQueues(databaseUrl, names, (error) => {
    if (!stopping.signal.aborted) trouble.begins(error);
  });
  boss.on("maintenance", trouble.ends);
  const running = Promise.all(tasks.map((task) => repeatTask(boss, task, stopping.signal)));
  return {
    stop: async (withinMs) => {
      stopping.abort(new Error("the worker stops"));
      await Promise.race([running, sleep(withinMs)]);
      await Promise.race([boss.stop({ graceful: false }), sleep(1_000)]);
    },
  };
}

function requireSane({ name, everyMs, longestMs }: Task, index: number, all: readonly Task[]): void {
  if (!/^[a-z][a-z-]*$/.test(name)) throw new Error(`"${name}" is no name for a task`);
  if (all.findIndex((task) => task.name === name) !== index) throw new Error(`two tasks are named ${name}`);
  if (everyMs < 1_000 || longestMs < 1_000) throw new Error(`${name}: its times are less than a second`);
}
