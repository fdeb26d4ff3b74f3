import fc from "fast-check";
import { test } from "vitest";

/** How many inputs each parser gets: 500 in `npm test`; `npm run test:chaos -- fuzz` asks for more. */
const QUICK = 500;
export const CASES = wholeNumber("FUZZ_CASES") ?? QUICK;
export const LONGEST_MS = 30_000 + CASES * 50;

/** Drawn anew by each run unless FUZZ_SEED names it; a failure prints it, and the smallest input that fails. */
const seed = wholeNumber("FUZZ_SEED");

/** A test of one property, given as long as its cases may need. */
export function fuzz<T>(name: string, input: fc.Arbitrary<T>, check: (value: T) => void): void {
  fuzzAsync(name, input, async (value) => {
    check(value);
  });
}

/** The same for what waits, for HTTP for one. */
export function fuzzAsync<T>(name: string, input: fc.Arbitrary<T>, check: (value: T) => Promise<void>): void {
  test(name, { timeout: LONGEST_MS }, () => holdsForAll(input, check));
}

/** For tests of another name or make. */
export function holdsForAll<T>(
  input: fc.Arbitrary<T>,
  check: (value: T) => Promise<void>,
  cases = CASES,
): Promise<void> {
  const options = { numRuns: cases, ...(seed === undefined ? {} : { seed }) };
  // What an expectation gives back is no verdict.
  const run = async (value: T) => {
    await check(value);
  };
  return fc.assert(fc.asyncProperty(input, run), options);
}

function wholeNumber(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === "") return undefined;
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} takes a whole number, not "${text}"`);
  return Number(text);
}
