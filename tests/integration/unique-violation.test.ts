import { expect, test } from "vitest";
import { db, isUniqueViolation } from "@/lib/db/client";

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
