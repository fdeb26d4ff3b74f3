import { expect, test } from "vitest";
import { mutants } from "./mutants";
import { runSeed } from "./run-seed";

/** Each mutant must be caught within this many seeds. */
const MUTANT_SEEDS = 500;

/** The simulation is worth what it notices: each way to get it wrong breaks the invariant that names it. */
test.each(mutants)("notices $name", { timeout: 60_000 }, ({ change, breaks, from = 1 }) => {
  const caught: string[] = [];
  for (
    let seed = from;
    seed < from + MUTANT_SEEDS && !caught.some((name) => breaks.includes(name));
    seed += 1
  ) {
    const { failure } = runSeed(seed, change);
    if (failure) caught.push(failure.invariant);
  }
  expect(
    caught.filter((name) => breaks.includes(name)),
    `broken: ${caught}`,
  ).not.toEqual([]);
});
