import { type ChildProcess, spawn } from "node:child_process";
import { Client } from "pg";
import { afterEach, expect, vi } from "vitest";
import { db } from "@/lib/db/client";
import { applyQueues } from "../../../scripts/lib/apply-queues";
import { programArguments, root } from "../../../scripts/lib/stack.mjs";
import { setting } from "../../setup/setting";

export type Noting = {
  everyMs: number;
  longestMs: number;
  /** How long a run takes, unless it is told to end and `heeds` that. */
  lastsMs: number;
  heeds?: boolean;
  fails?: boolean;
};

type WorkerProcess = {
  child: ChildProcess;
  pid: number;
  output: () => string;
  exited: Promise<number | null>;
};

export type NotedRun = { id: number; pid: number; started: Date; ended: Date | null };

// Three processes start before a test begins, on machines that are busy with other things.
const START_MS = 60_000;
vi.setConfig({ testTimeout: START_MS + 30_000 });

const started: WorkerProcess[] = [];

afterEach(async () => {
  for (const { child, exited } of started.splice(0)) {
    child.kill("SIGKILL");
    await exited;
  }
});

/** A worker in a process of its own, on the file's database unless `settings` name another. */
export function spawnWorker(
  program: [string, ...string[]],
  settings: Record<string, string> = {},
): WorkerProcess {
  const args = programArguments(...program);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part) => (text += part));
  const exited = new Promise<number | null>((resolve) => child.once("close", resolve));
  const worker = { child, pid: child.pid ?? 0, output: () => text, exited };
  started.push(worker);
  return worker;
}

export async function ready(worker: WorkerProcess): Promise<WorkerProcess> {
  const died = worker.exited.then((code) =>
    Promise.reject(new Error(`ended with ${code}: ${worker.output()}`)),
  );
  const said = vi.waitUntil(() => worker.output().includes("Worker ready"), { timeout: START_MS });
  await Promise.race([said, died]);
  return worker;
}

/** Workers whose one task notes its runs in the table `noted_run`. */
export async function notingWorkers(
  count: number,
  noting: Noting,
  settings: Record<string, string> = {},
): Promise<WorkerProcess[]> {
  await prepareNoting();
  const program: [string, string] = ["tests/integration/jobs/noting-worker.ts", JSON.stringify(noting)];
  return Promise.all(Array.from({ length: count }, () => ready(spawnWorker(program, settings))));
}

async function prepareNoting(): Promise<void> {
  const client = new Client({ connectionString: setting("TEST_OWNER_URL") });
  await client.connect();
  try {
    await applyQueues(client, ["noting"]);
    await client.query(`CREATE TABLE IF NOT EXISTS noted_run (
      id serial PRIMARY KEY, pid int NOT NULL, started timestamptz NOT NULL DEFAULT clock_timestamp(), ended timestamptz)`);
    await client.query("TRUNCATE noted_run; DELETE FROM pgboss.job");
  } finally {
    await client.end();
  }
}

export function notedRuns(): Promise<NotedRun[]> {
  return db().$queryRaw`SELECT id, pid, started, ended FROM noted_run ORDER BY id`;
}

export async function runsReach(count: number, timeoutMs = 20_000): Promise<NotedRun[]> {
  return vi.waitUntil(
    async () => {
      const runs = await notedRuns();
      return runs.length >= count && runs;
    },
    { timeout: timeoutMs, interval: 100 },
  );
}

/** Pairs of runs that were at work at the same time; one without an end went on. */
export function overlaps(runs: NotedRun[]): [NotedRun, NotedRun][] {
  return runs.flatMap((run, index) =>
    runs
      .slice(index + 1)
      .filter((later) => run.ended === null || later.started < run.ended)
      .map((later): [NotedRun, NotedRun] => [run, later]),
  );
}

/** Asks all to stop; each ends with 0, and at once. */
export async function stopAll(workers: WorkerProcess[], signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  const sinceMs = performance.now();
  for (const { child } of workers) child.kill(signal);
  expect(await Promise.all(workers.map(({ exited }) => exited))).toEqual(workers.map(() => 0));
  expect(performance.now() - sinceMs).toBeLessThan(5_000);
}

/** How many jobs of the noting task are in each state. */
export async function jobStates(): Promise<Record<string, number>> {
  const rows = await db().$queryRaw<{ state: string; count: number }[]>`
    SELECT state::text, count(*)::int FROM pgboss.job WHERE name = 'noting' GROUP BY state`;
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}
