import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { root } from "../../scripts/lib/stack.mjs";

const CASES = 10_000;

/** The tests of `npm test` that fuzz every parser at a border, with ten thousand inputs each, of this run's seed. */
const { values } = parseArgs({ options: { seed: { type: "string", default: "1" } }, strict: false });
const args = ["node_modules/vitest/vitest.mjs", "run", "--project", "unit", "tests/unit/fuzz/"];
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  stdio: "inherit",
  // A seed of 0 is none to the tests.
  env: { ...process.env, FUZZ_CASES: String(CASES), FUZZ_SEED: String(Number(values.seed) || 1) },
});
process.exitCode = status ?? 1;
