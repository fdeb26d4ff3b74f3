import { expect, test } from "vitest";
import { db, isDatabaseBusy, isUniqueViolation } from "@/lib/db/client";

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

test("a connection that was cut says that the same may be asked again", async () => {
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
