import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { root } from "../../scripts/lib/stack.mjs";

const EVENTS = 10_000;

/** The test of a thousand events in `npm test`, with ten thousand, in the order of this run's seed. */
const { values } = parseArgs({ options: { seed: { type: "string", default: "1" } }, strict: false });
const args = [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--project",
  "integration",
  "tests/integration/events.test.ts",
];
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, EVENTS: String(EVENTS), EVENTS_SEED: String(values.seed) },
});
process.exitCode = status ?? 1;
