import { PrismaPg } from "@prisma/adapter-pg";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimTimes } from "@/lib/customers/claim-times";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { db } from "@/lib/db/client";
import { PrismaClient } from "@/lib/db/generated/client";
import { env } from "@/lib/env";
import { emulator, newShopper } from "../support";
import { claimOf, leaveSentClaim, makeAtDojo, shortenTimes } from "./support";

shortenTimes();

// A pool of two, in the place where the shop keeps its client: whoever holds a connection is soon noticed.
const kept = globalThis as typeof globalThis & { shopDatabase?: PrismaClient };
const observer = new Client({ connectionString: process.env.DATABASE_URL });
beforeAll(async () => {
  await emulator.reset();
  kept.shopDatabase = new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 2 }),
  });
  await observer.connect();
});
afterAll(async () => {
  await observer.end();
  await db().$disconnect();
});

test("fifty who wait for another process's claim hold no connection, lock or transaction", async () => {
  const shopper = await newShopper();
  const made = await makeAtDojo(shopper);
  await leaveSentClaim(shopper, { sentMsAgo: 60_000 });
  const held = (ms: number) =>
    db().dojoCustomer.updateMany({ data: { leaseUntil: new Date(Date.now() + ms) } });
  await held(120_000);
  // Far longer than the test takes: a connection that is held while waiting would never come free in it.
  Object.assign(claimTimes, { waitMs: 60_000, pollMs: 300 });
  const waiting = Array.from({ length: 50 }, () => ensureDojoCustomer(shopper));
  const slowest: number[] = [];
  for (let look = 0; look < 20; look += 1) {
    const start = performance.now();
    await db().$queryRaw`SELECT 1`;
    slowest.push(performance.now() - start);
    const { rows } = await observer.query<{ state: string; waits: string | null }>(
      `SELECT state, wait_event_type AS waits FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    expect(rows.length).toBeLessThanOrEqual(2);
    expect(rows.filter(({ state, waits }) => state.includes("transaction") || waits === "Lock")).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  // On a busy machine a query may stand behind fifty short reads, but behind no wait.
  expect(Math.max(...slowest)).toBeLessThan(5_000);
  expect(await claimOf(shopper)).toMatchObject({ fence: 1 });
  await held(-1_000);
  expect(new Set(await Promise.all(waiting))).toEqual(new Set([made]));
}, 60_000);
