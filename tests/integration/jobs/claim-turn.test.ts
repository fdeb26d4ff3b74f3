import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { claimTurn, runInTurn } from "@/lib/jobs/claim-turn";
import { advance } from "../support";

const DAY = 24 * 60 * 60_000;

beforeEach(() => db().taskTurn.deleteMany());

test("of many callers at once one takes the turn, the first time and when it comes again", async () => {
  const callers = () => Promise.all(Array.from({ length: 8 }, () => claimTurn("sweep", DAY)));
  expect((await callers()).filter(Boolean)).toHaveLength(1);
  expect((await callers()).filter(Boolean)).toHaveLength(0);
  await advance(DAY);
  expect((await callers()).filter(Boolean)).toHaveLength(1);
});

test("a turn comes again when the shop's clock says so, and not a moment earlier", async () => {
  expect(await claimTurn("sweep", DAY)).toBe(true);
  await advance(DAY - 60_000);
  expect(await claimTurn("sweep", DAY)).toBe(false);
  expect(await claimTurn("another", DAY)).toBe(true);
  await advance(60_000);
  expect(await claimTurn("sweep", DAY)).toBe(true);
});

test("work that is done is done once in its time", async () => {
  let times = 0;
  const work = async () => {
    times += 1;
  };
  await runInTurn("sweep", DAY, work);
  await advance(DAY - 60_000);
  await runInTurn("sweep", DAY, work);
  expect(times).toBe(1);
  await advance(60_000);
  await runInTurn("sweep", DAY, work);
  expect(times).toBe(2);
});

test("work that failed comes again in minutes, not in a day; meanwhile nobody hurries", async () => {
  const fail = () => Promise.reject(new Error("Dojo is away"));
  await expect(runInTurn("sweep", DAY, fail)).rejects.toThrow("Dojo is away");
  await expect(runInTurn("sweep", DAY, fail)).resolves.toBeUndefined();
  await advance(5 * 60_000);
  await expect(runInTurn("sweep", DAY, fail)).rejects.toThrow("Dojo is away");
});
