import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { openQueues } from "@/lib/jobs/open-queues";
import { jobStates, notedRuns, notingWorkers, overlaps, runsReach, stopAll } from "./workers";

test("three workers run a task in turn, once a second and never side by side", async () => {
  const workers = await notingWorkers(3, { everyMs: 1_000, longestMs: 5_000, lastsMs: 300 });
  const before = (await notedRuns()).length;
  await sleep(6_000);
  const during = (await notedRuns()).length - before;
  await stopAll(workers);
  expect(during).toBeGreaterThanOrEqual(3);
  expect(during).toBeLessThanOrEqual(7);
  expect(overlaps(await notedRuns())).toEqual([]);
  const { created = 0, active = 0, failed = 0 } = await jobStates();
  expect(created).toBeLessThanOrEqual(1);
  expect(active + failed).toBeLessThanOrEqual(1);
});

test("however often it is asked for, no two runs are side by side", async () => {
  const workers = await notingWorkers(3, { everyMs: 1_000, longestMs: 5_000, lastsMs: 400 });
  const boss = await openQueues(env().DATABASE_URL, ["noting"], (error) => expect.fail(error.message));
  for (let round = 0; round < 40; round += 1) {
    await Promise.all(Array.from({ length: 5 }, () => boss.send("noting", {})));
    await sleep(50);
  }
  await boss.stop({ graceful: false });
  const { created = 0, active = 0 } = await jobStates();
  await stopAll(workers);
  expect(created).toBeLessThanOrEqual(1);
  expect(active).toBeLessThanOrEqual(1);
  expect((await notedRuns()).length).toBeGreaterThan(2);
  expect(overlaps(await notedRuns())).toEqual([]);
  for (const { output } of workers) expect(output()).not.toContain("cannot use its queue");
});

test("after a long stop it runs once and goes on, with nothing piled up", async () => {
  await stopAll(await notingWorkers(1, { everyMs: 1_000, longestMs: 5_000, lastsMs: 0 }));
  const moved = await db().$executeRaw`
    UPDATE pgboss.job SET start_after = start_after - interval '3 days' WHERE name = 'noting' AND state = 'created'`;
  expect(moved).toBeLessThanOrEqual(1);
  const workers = await notingWorkers(2, { everyMs: 3_000, longestMs: 5_000, lastsMs: 0 });
  await runsReach(1);
  await sleep(1_500);
  expect(await notedRuns()).toHaveLength(1);
  await runsReach(2);
  await stopAll(workers);
});

test("a task that fails is named in the log, comes again, and stops nobody", async () => {
  const [worker] = await notingWorkers(1, { everyMs: 1_000, longestMs: 5_000, lastsMs: 0, fails: true });
  await runsReach(3);
  expect(worker?.output()).toMatch(/"task":"noting".*this task always fails.*"task failed"/);
  await stopAll(worker ? [worker] : []);
});

test("runs that have ended are cleared away", async () => {
  await notingWorkers(1, { everyMs: 1_000, longestMs: 5_000, lastsMs: 0 });
  await runsReach(2);
  const age = await db().$queryRaw<{ id: string }[]>`
    UPDATE pgboss.job SET completed_on = completed_on - interval '61 seconds'
    WHERE name = 'noting' AND state = 'completed' RETURNING id`;
  expect(age.length).toBeGreaterThan(0);
  const ids = age.map(({ id }) => id);
  const left = (table: "job" | "archive") =>
    table === "job"
      ? db().$queryRaw<unknown[]>`SELECT id FROM pgboss.job WHERE id = ANY(${ids}::uuid[])`
      : db().$queryRaw<unknown[]>`SELECT id FROM pgboss.archive WHERE id = ANY(${ids}::uuid[])`;
  await expect.poll(() => left("job"), { timeout: 8_000 }).toEqual([]);
  expect(await left("archive")).toHaveLength(ids.length);
  await db().$executeRaw`UPDATE pgboss.archive SET archived_on = archived_on - interval '61 minutes'`;
  await expect.poll(() => left("archive"), { timeout: 8_000 }).toEqual([]);
});
