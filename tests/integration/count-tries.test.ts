import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { type Count, countTries, ofAccount, WINDOW_SECONDS } from "@/lib/auth/count-tries";
import { db } from "@/lib/db/client";

const right = async () => true;
const wrong = async () => false;
const ofTwo = (points = 10): [Count, Count] => [
  [{ name: "test-client", points: 100, seconds: WINDOW_SECONDS }, randomUUID()],
  [{ name: "test-account", points, seconds: WINDOW_SECONDS }, randomUUID()],
];
const pointsOf = async ([limit, key]: Count) =>
  (await db().rateLimiterFlexible.findUnique({ where: { key: `${limit.name}:${key}` } }))?.points ?? 0;

describe("tries of a password", () => {
  test("fifty wrong ones at once: ten are judged, the others are not looked at", async () => {
    let judged = 0;
    const counts = ofTwo();
    const judge = async () => {
      judged += 1;
      return false;
    };
    const answers = await Promise.all(Array.from({ length: 50 }, () => countTries(counts, judge)));
    expect(judged).toBe(10);
    expect(answers.filter((answer) => answer === "wrong")).toHaveLength(10);
    expect(answers.filter((answer) => answer === "too-often")).toHaveLength(40);
  });

  test("a right one gives its turn back under every count, however often", async () => {
    const counts = ofTwo();
    for (let time = 0; time < 15; time += 1) expect(await countTries(counts, right)).toBe("right");
    expect(await Promise.all(counts.map(pointsOf))).toEqual([0, 0]);
  });

  test("a right one gives back its own turn only, not those of the wrong ones before it", async () => {
    const counts = ofTwo();
    for (let time = 0; time < 9; time += 1) await countTries(counts, wrong);
    expect(await countTries(counts, right)).toBe("right");
    expect(await pointsOf(counts[1])).toBe(9);
    expect(await countTries(counts, wrong)).toBe("wrong");
    expect(await countTries(counts, right)).toBe("too-often");
  });

  test("one that could not be judged stays counted", async () => {
    const counts = ofTwo();
    const broken = async () => Promise.reject(new Error("the database is away"));
    await expect(countTries(counts, broken)).rejects.toThrow("away");
    expect(await pointsOf(counts[1])).toBe(1);
  });

  test("counts of different accounts and names are apart; the limit is the setting's", async () => {
    const [key, other] = [randomUUID(), randomUUID()];
    expect(ofAccount("sign-in-account")).toEqual({ name: "sign-in-account", points: 10, seconds: 900 });
    for (let time = 0; time < 10; time += 1) await countTries([[ofAccount("one"), key]], wrong);
    expect(await countTries([[ofAccount("one"), key]], right)).toBe("too-often");
    expect(await countTries([[ofAccount("one"), other]], right)).toBe("right");
    expect(await countTries([[ofAccount("two"), key]], right)).toBe("right");
  });

  test("after the window the count begins anew", async () => {
    const counts = ofTwo(1);
    await countTries(counts, wrong);
    expect(await countTries(counts, right)).toBe("too-often");
    await db().rateLimiterFlexible.updateMany({ data: { expire: new Date(Date.now() - 1) } });
    expect(await countTries(counts, wrong)).toBe("wrong");
    expect(await pointsOf(counts[1])).toBe(1);
  });
});
