import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type PgBoss from "pg-boss";
import { reportTrouble, type Trouble } from "@/lib/jobs/report-trouble";
import { type RunEnd, runOnce } from "@/lib/jobs/run-once";
import { beatMs, GRACE_MS, type Task } from "@/lib/jobs/task";

const UNIQUE_VIOLATION = "23505";

type Turn = { boss: PgBoss; task: Task; stop: AbortSignal; trouble: Trouble };

/**
 * Asks for the task's turn until `stop`. At most one job of a queue is active over all workers (PostgreSQL's own
 * index says so), and whoever finds no job at all adds one, so no lost message ends the task. `boss.work()` is not
 * used: it leaves its own failures unhandled, and knows no signal.
 */
export async function repeatTask(boss: PgBoss, task: Task, stop: AbortSignal): Promise<void> {
  const turn = { boss, task, stop, trouble: reportTrouble(task.name) };
  while (!stop.aborted) {
    try {
      await takeTurn(turn);
      turn.trouble.ends();
    } catch (error) {
      turn.trouble.begins(error);
    }
    await pause(turn);
  }
}

async function takeTurn(turn: Turn): Promise<void> {
  const { task, stop } = turn;
  const sinceMs = performance.now();
  const jobId = await fetchJob(turn);
  if (jobId === undefined) return ensureJob(turn);
  const end = await runOnce(task, stop);
  const waitMs = Math.max(beatMs(task), task.everyMs - (performance.now() - sinceMs));
  await finishTurn(turn, jobId, end, waitMs);
}

/** pg-boss drops what a fetch throws, expecting "another is running" only; the rest has to be heard of. */
async function fetchJob({ boss, task }: Turn): Promise<string | undefined> {
  let failure: unknown;
  const executeSql = (sql: string, values: unknown[]) =>
    boss
      .getDb()
      .executeSql(sql, values)
      .catch((error) => {
        failure = error;
        throw error;
      });
  const [job] = await boss.fetch(task.name, { db: { executeSql } });
  if (failure instanceof Error && !("code" in failure && failure.code === UNIQUE_VIOLATION)) throw failure;
  return job?.id;
}

async function ensureJob({ boss, task }: Turn): Promise<void> {
  if ((await boss.getQueueSize(task.name, { before: "completed" })) === 0) await addJob(boss, task, 0);
}

/** Again until the database takes it: else the task would rest until its job runs out. A second time changes nothing. */
async function finishTurn(turn: Turn, jobId: string, end: RunEnd, waitMs: number): Promise<void> {
  const { boss, task, stop, trouble } = turn;
  for (;;) {
    try {
      // The next one first: an empty queue would be filled at once by another worker. Cut short, it should be.
      if (end === "done" || !stop.aborted) await addJob(boss, task, waitMs);
      await (end === "done" ? boss.complete(task.name, jobId) : boss.fail(task.name, jobId));
      return;
    } catch (error) {
      if (stop.aborted) throw error;
      trouble.begins(error);
      await pause(turn);
    }
  }
}

/** Without retries: a dead run is failed by pg-boss, and the next look at the empty queue adds a fresh job. */
async function addJob(boss: PgBoss, task: Task, afterMs: number): Promise<void> {
  const expireInSeconds = (task.longestMs + GRACE_MS) / 1_000;
  await boss.send(task.name, {}, { retryLimit: 0, expireInSeconds, startAfter: afterMs / 1_000 });
}

async function pause({ task, stop }: Turn): Promise<void> {
  await sleep(beatMs(task), undefined, { signal: stop }).catch((error) => {
    if (!stop.aborted) throw error;
  });
}
