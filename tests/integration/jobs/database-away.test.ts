import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/env";
import { setting } from "../../setup/setting";
import { notedRuns, notingWorkers, overlaps, runsReach, stopAll } from "./workers";

// From the side: a database that takes no connections can still be spoken of in another.
const database = new URL(env().DATABASE_URL).pathname.slice(1);
const server = new Client({ connectionString: new URL("/postgres", setting("TEST_OWNER_URL")).href });
beforeAll(() => server.connect());
afterAll(() => server.end());

async function cutConnections(): Promise<number> {
  const { rowCount } = await server.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1",
    [database],
  );
  return rowCount ?? 0;
}

async function allowConnections(allowed: boolean): Promise<void> {
  await server.query(`ALTER DATABASE ${server.escapeIdentifier(database)} ALLOW_CONNECTIONS ${allowed}`);
}

test("workers whose connections are cut, again and again, go on", async () => {
  const workers = await notingWorkers(2, { everyMs: 1_000, longestMs: 3_000, lastsMs: 300 });
  await runsReach(1);
  let cut = 0;
  for (let round = 0; round < 10; round += 1) {
    cut += await cutConnections();
    await sleep(130);
  }
  expect(cut).toBeGreaterThan(3);
  const { length } = await notedRuns();
  await runsReach(length + 2);
  await stopAll(workers);
  // A run whose own connection was cut could not note its end.
  expect(overlaps((await notedRuns()).filter(({ ended }) => ended !== null))).toEqual([]);
});

test("a database that is away for a while is waited for, and told of in two lines", async () => {
  const workers = await notingWorkers(2, { everyMs: 1_000, longestMs: 3_000, lastsMs: 100 });
  await runsReach(1);
  await allowConnections(false);
  await cutConnections();
  await sleep(4_000);
  await allowConnections(true);
  const { length } = await notedRuns();
  await runsReach(length + 2);
  for (const { output } of workers) {
    const told = (words: string) =>
      output()
        .split("\n")
        .filter((line) => line.includes(words) && line.includes('"noting"'));
    expect(told("cannot use its queue")).toHaveLength(1);
    expect(told("can use its queue again")).toHaveLength(1);
  }
  await stopAll(workers);
});
