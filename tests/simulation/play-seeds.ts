import { expect, test } from "vitest";
import { keepSeed, seedsToRunFirst } from "./kept-seeds";
import { addCounts, type Failure, runSeed } from "./run-seed";
import { noCounts } from "./world/odds";

/* `npm run test:simulation -- --seeds N [--from SEED] [--seed S]` sets these. */
const SEEDS = Number(process.env.SIMULATION_SEEDS ?? 5_000);
const FROM = Number(process.env.SIMULATION_FROM ?? 1);
const only = process.env.SIMULATION_SEED;

const all = only
  ? [Number(only)]
  : [...seedsToRunFirst(), ...Array.from({ length: SEEDS }, (_, at) => FROM + at)];

/** One half of the seeds, those with this remainder by two, so that two cores share them. */
export function playSeeds(title: string, remainder: 0 | 1): void {
  const seeds = all.filter((seed) => seed % 2 === remainder);
  test.skipIf(seeds.length === 0)(`${title}: ${seeds.length} seeds`, { timeout: 0 }, () => {
    const sum = noCounts();
    const failures: Failure[] = [];
    const since = process.cpuUsage();
    for (const seed of seeds) {
      const { counts, failure } = runSeed(seed, {}, only !== undefined);
      addCounts(sum, counts);
      if (!failure) continue;
      keepSeed(failure);
      if (failures.push(failure) === 3) break;
    }
    const cpuSeconds = process.cpuUsage(since).user / 1e6;
    const rate = (seeds.length / cpuSeconds).toFixed(0);
    console.log(`${title}: ${seeds.length} seeds, ${rate} per CPU second\n${JSON.stringify(sum)}`);
    expect(failures.map(told).join("\n\n"), "violations").toBe("");
  });
}

function told({ seed, step, invariant, message, history }: Failure): string {
  return `seed ${seed}, step ${step}, ${invariant}\n${message}\n${history.join("\n")}`;
}
