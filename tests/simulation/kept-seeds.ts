import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "./run-seed";

const root = join(import.meta.dirname, "../..");
const committed = join(root, "tests/simulation/regressions.json");
const found = join(root, ".test-data/kept-seeds.json");

/** Seeds that once failed, run first: those that are part of the project, and what this machine has found since. */
export function seedsToRunFirst(): number[] {
  const regressions: { seed: number }[] = JSON.parse(readFileSync(committed, "utf8"));
  return [...new Set([...regressions, ...read()].map(({ seed }) => seed))];
}

/** A failing seed is not lost with the terminal. */
export function keepSeed({ seed, invariant, message }: Failure): void {
  mkdirSync(join(found, ".."), { recursive: true });
  const others = read().filter((kept) => kept.seed !== seed);
  writeFileSync(found, `${JSON.stringify([...others, { seed, invariant, message }], null, 2)}\n`);
}

function read(): { seed: number }[] {
  return existsSync(found) ? JSON.parse(readFileSync(found, "utf8")) : [];
}
