import { expect, onTestFinished, test } from "vitest";
import { findShopper } from "@/lib/auth/find-shopper";
import { db, isDatabaseBusy, isUniqueViolation, openDatabase } from "@/lib/db/client";
import { freePort } from "../../scripts/lib/stack.mjs";
import { owner } from "../setup/owner";
import { setting } from "../setup/setting";

test("a lost race is told apart from other failures, by model and by raw query", async () => {
  const data = { id: "a", email: "a@example.com", name: "A", passwordHash: "-" };
  await db().user.create({ data });
  const byModel = await db()
    .user.create({ data })
    .catch((error: unknown) => error);
  const byRaw = await db()
    .$executeRaw`INSERT INTO "User" (id, email, name, "passwordHash") VALUES ('a', 'b', 'A', '-')`.catch(
    (error: unknown) => error,
  );
  const other = await db().$executeRaw`SELECT 1 / 0`.catch((error: unknown) => error);
  expect([byModel, byRaw, other].map(isUniqueViolation)).toEqual([true, true, false]);
});

/** What each kind of asking fails with. */
async function failuresOf(client: ReturnType<typeof openDatabase>): Promise<unknown[]> {
  const asked = [
    client.user.findFirst(),
    client.$queryRaw`SELECT 1`,
    client.$transaction(async (tx) => tx.user.findFirst()),
  ];
  const outcomes = await Promise.allSettled(asked);
  await client.$disconnect();
  return outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason : "it was done"));
}

test("a database that has no connection to spare says that the same may be asked again", async () => {
  const url = new URL(setting("DATABASE_URL"));
  Object.assign(url, { username: `crowded_${process.pid}`, password: "crowded" });
  await owner().$executeRawUnsafe(`CREATE ROLE ${url.username} LOGIN PASSWORD 'crowded' CONNECTION LIMIT 0`);
  onTestFinished(async () => void (await owner().$executeRawUnsafe(`DROP ROLE ${url.username}`)));
  const failures = await failuresOf(openDatabase(url.href));
  for (const failure of failures) expect(String(failure)).toContain("too many connections");
  expect(failures.map(isDatabaseBusy)).toEqual([true, true, true]);
});

test("so does a database that cannot be reached", async () => {
  const failures = await failuresOf(openDatabase(`postgres://nobody@127.0.0.1:${await freePort()}/none`));
  for (const failure of failures) expect(String(failure)).toContain("Can't reach database server");
  expect(failures.map(isDatabaseBusy)).toEqual([true, true, true]);
});

/** Looks a new shopper's session up, and cuts the first `cuts` connections on which that is asked. */
async function lookUpAmidCuts(name: string, cuts: number): Promise<unknown> {
  const data = { id: name, email: `${name}@example.com`, name, passwordHash: "-" };
  const { sessionVersion } = await db().user.create({ data });
  let looking: Promise<unknown> | undefined;
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE "User" IN ACCESS EXCLUSIVE MODE`;
    let over = false;
    looking = findShopper({ sub: name, sessionVersion, sid: name, since: 0 })
      .catch((error: unknown) => error)
      .finally(() => {
        over = true;
      });
    for (const cut = new Set<number>(); cut.size < cuts && !over; ) {
      // On another connection: within a transaction, who is waiting stays as it was first seen.
      const waiting = await db().$queryRaw<{ pid: number }[]>`
        SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND query LIKE '%"User"%' AND datname = current_database()`;
      for (const { pid } of waiting) cut.add(pid);
    }
  });
  return looking;
}

test("a session is looked up once more when its connection was cut", async () => {
  expect(await lookUpAmidCuts("bea", 1)).toEqual({ id: "bea", name: "bea", email: "bea@example.com" });
});

test("and no more than once", async () => {
  expect(isDatabaseBusy(await lookUpAmidCuts("cleo", 2))).toBe(true);
});

test("so does a connection that was cut", async () => {
  const asleep = db().$queryRaw`SELECT pg_sleep(20)::text AS cut_me`.catch((error: unknown) => error);
  let cut = 0;
  while (cut === 0)
    cut = await db().$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE query LIKE '%AS cut_me%' AND pid <> pg_backend_pid() AND datname = current_database() AND state = 'active'`;
  expect(isDatabaseBusy(await asleep)).toBe(true);
});

test("so does a connection that was cut within a transaction, found out when it is to be kept", async () => {
  const failed = await db()
    .$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await db().$executeRaw`SELECT pg_terminate_backend(${row?.pid}::int)`;
    })
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Error);
  expect(isDatabaseBusy(failed)).toBe(true);
});
