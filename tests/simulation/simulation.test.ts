import { expect, test } from "vitest";
import { keepSeed, seedsToRunFirst } from "./kept-seeds";
import { addCounts, type Failure, runSeed } from "./run-seed";
import { noCounts } from "./world/odds";

/* `npm run test:simulation -- --seeds N [--from SEED] [--seed S]` sets these. Even seeds have AUTO_REFUND on. */
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 5_000);
const FROM = Number(process.env.SIMULATION_FROM ?? 1);
const only = process.env.SIMULATION_SEED;

const seeds = only
  ? [Number(only)]
  : [...seedsToRunFirst(), ...Array.from({ length: SEEDS }, (_, at) => FROM + at)];

function told({ seed, step, invariant, message, history }: Failure): string {
  return `seed ${seed}, step ${step}, ${invariant}\n${message}\n${history.join("\n")}`;
}

test(`one customer, one payment, the right amount: ${seeds.length} seeds`, { timeout: 0 }, () => {
  const sum = noCounts();
  const failures: Failure[] = [];
  const since = process.cpuUsage();
  const sinceMs = performance.now();
  for (const seed of seeds) {
    const { counts, failure } = runSeed(seed, {}, only !== undefined);
    addCounts(sum, counts);
    if (!failure) continue;
    keepSeed(failure);
    if (failures.push(failure) === 3) break;
  }
  const seconds = (performance.now() - sinceMs) / 1_000;
  const cpuSeconds = process.cpuUsage(since).user / 1e6;
  const rate = `${(seeds.length / seconds).toFixed(0)} seeds/s (${(seeds.length / cpuSeconds).toFixed(0)} per CPU second)`;
  console.log(`${seeds.length} seeds in ${seconds.toFixed(1)} s, ${rate}\n${JSON.stringify(sum)}`);
  expect(failures.map(told).join("\n\n"), "violations").toBe("");
});

test("has seen every kind of trouble", () => {
  const sum = noCounts();
  for (let seed = 1; seed <= 200; seed += 1) addCounts(sum, runSeed(seed).counts);
  expect(Object.entries(sum).filter(([, count]) => count === 0)).toEqual([]);
});

test("a seed is a whole history: twice the same", () => {
  for (const seed of [7, 8]) expect(runSeed(seed)).toEqual(runSeed(seed));
});
