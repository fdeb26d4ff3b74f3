import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { traceOf } from "@/lib/jobs/report-trouble";
import { GRACE_MS, type Task } from "@/lib/jobs/task";
import { log } from "@/lib/log";

export type RunEnd = "done" | "failed";

/**
 * One run, told to end when its time is over or the worker stops. One that goes on regardless is given up, so that
 * a promise which never settles cannot end the task for good. Logs what went wrong; never throws.
 */
export async function runOnce(task: Task, stop: AbortSignal): Promise<RunEnd> {
  const overdue = new AbortController();
  const timer = setTimeout(() => overdue.abort(new Error(`over its ${task.longestMs} ms`)), task.longestMs);
  const ended = new AbortController();
  try {
    const signal = AbortSignal.any([stop, overdue.signal]);
    await Promise.race([task.run(signal), giveUp(task, ended.signal)]);
    return "done";
  } catch (error) {
    if (stop.aborted) log.info({ task: task.name }, "task cut short: the worker stops");
    else log.error({ task: task.name, error: traceOf(error) }, "task failed");
    return "failed";
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

async function giveUp(task: Task, ended: AbortSignal): Promise<never> {
  await sleep(task.longestMs + GRACE_MS, undefined, { signal: ended });
  throw new Error(`given up: it goes on ${GRACE_MS} ms after it was told to end`);
}
