import { expect, test } from "vitest";
import { addCounts, runSeed } from "./run-seed";
import { noCounts } from "./world/odds";

test("has seen every kind of trouble", () => {
  const sum = noCounts();
  for (let seed = 1; seed <= 200; seed += 1) addCounts(sum, runSeed(seed).counts);
  expect(Object.entries(sum).filter(([, count]) => count === 0)).toEqual([]);
});

test("a seed is a whole history: twice the same", () => {
  for (const seed of [7, 8]) expect(runSeed(seed)).toEqual(runSeed(seed));
});
