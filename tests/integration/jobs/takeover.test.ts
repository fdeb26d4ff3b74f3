import { expect, test, vi } from "vitest";
import { type NotedRun, notedRuns, notingWorkers, overlaps, runsReach, stopAll } from "./workers";

async function runInHand({ after = 0 } = {}): Promise<NotedRun> {
  return vi.waitUntil(
    async () => (await notedRuns()).findLast(({ id, ended }) => id > after && ended === null),
    { timeout: 20_000, interval: 20 },
  );
}

test("a worker killed in the middle of a run is followed by another in bounded time, not earlier", async () => {
  const longestMs = 2_000;
  const workers = await notingWorkers(3, { everyMs: 1_000, longestMs, lastsMs: 1_000 });
  // One that begins now: what began while the workers came up may be about to end.
  const cut = await runInHand({ after: (await notedRuns()).at(-1)?.id });
  workers.find(({ pid }) => pid === cut.pid)?.child.kill("SIGKILL");
  await runsReach(cut.id + 2);
  const next = (await notedRuns()).find(({ id }) => id > cut.id);
  expect(next?.pid).not.toBe(cut.pid);
  const waitedMs = Number(next?.started) - Number(cut.started);
  expect(waitedMs).toBeGreaterThan(longestMs);
  expect(waitedMs).toBeLessThan(longestMs + 10_000);
  expect(overlaps((await notedRuns()).filter(({ id }) => id !== cut.id))).toEqual([]);
});

test("a run that is over its time is told to end, logged, and followed by the next", async () => {
  const [worker] = await notingWorkers(1, { everyMs: 1_000, longestMs: 1_000, lastsMs: 60_000 });
  const [first] = await runsReach(2);
  expect(Number(first?.ended) - Number(first?.started)).toBeLessThan(2_500);
  expect(worker?.output()).toContain('"task":"noting"');
  expect(overlaps(await notedRuns())).toEqual([]);
});

test("a run that cannot be told anything is given up", async () => {
  const [worker] = await notingWorkers(1, {
    everyMs: 1_000,
    longestMs: 1_000,
    lastsMs: 60_000,
    heeds: false,
  });
  await runsReach(2);
  expect(worker?.output()).toContain("given up");
});

test("a worker that stops in the middle of a run leaves the task to the next at once", async () => {
  const noting = { everyMs: 1_000, longestMs: 600_000, lastsMs: 60_000 };
  const [one, other] = await notingWorkers(2, noting);
  const cut = await runInHand();
  const holder = one?.pid === cut.pid ? one : other;
  await stopAll(holder ? [holder] : []);
  const runs = await runsReach(2, 6_000);
  expect(runs[1]?.pid).not.toBe(cut.pid);
  expect(overlaps(runs)).toEqual([]);
});
