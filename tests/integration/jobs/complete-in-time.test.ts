import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { completeInTime } from "@/lib/jobs/complete-in-time";
import { advance } from "../support";

const HOUR = 60 * 60_000;

beforeEach(async () => {
  await db().taskTurn.deleteMany();
  await db().alert.deleteMany();
});

const told = () => db().alert.findMany({ where: { clearedAt: null }, select: { kind: true, subject: true } });
const late = [{ kind: "comparison-late", subject: "sweep" }];
const fail = () => Promise.reject(new Error("Dojo is away"));
const tryToFail = () => expect(completeInTime("sweep", 6 * HOUR, fail)).rejects.toThrow("Dojo is away");

test("work that fails is told of when it has failed for so long, and cleared when it is done", async () => {
  await tryToFail();
  await advance(6 * HOUR - 60_000);
  await tryToFail();
  expect(await told()).toEqual([]);
  await advance(60_000);
  await tryToFail();
  expect(await told()).toEqual(late);
  expect((await db().alert.findFirst())?.detail).toContain("not been completed for 6 hours");
  await completeInTime("sweep", 6 * HOUR, async () => undefined);
  expect(await told()).toEqual([]);
  await tryToFail();
  await advance(5 * HOUR);
  await tryToFail();
  expect(await told()).toEqual([]);
});

test("work that ends and is not complete counts as not done", async () => {
  const incomplete = () => completeInTime("sweep", 6 * HOUR, async () => false);
  await incomplete();
  await advance(6 * HOUR);
  await incomplete();
  expect(await told()).toEqual(late);
  await completeInTime("sweep", 6 * HOUR, async () => true);
  expect(await told()).toEqual([]);
});

test("a run that dies is told of by the next one, before it begins", async () => {
  await tryToFail();
  await advance(7 * HOUR);
  let seen: unknown;
  await completeInTime("sweep", 6 * HOUR, async () => {
    seen = await told();
  });
  expect(seen).toEqual(late);
});

test("a worker that was off for days after its work was done is not late", async () => {
  await completeInTime("sweep", 6 * HOUR, async () => undefined);
  await advance(72 * HOUR);
  await tryToFail();
  expect(await told()).toEqual([]);
});
