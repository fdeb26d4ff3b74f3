import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulatorCalls } from "./emulator-calls.mjs";
import { startEmulator } from "./emulator-program.mjs";
import { heading, report } from "./figures.mjs";

const STARTS = 5;
const START_LIMIT_MS = 1_000;
const CUSTOMERS = 10_000;
const WARM_UP = 50;
const CALLS = 300;
const CALL_LIMIT_MS = 5;

/** Start time, and each kind of call one after the other with 10,000 customers loaded and logs on disk. */
export async function benchEmulator() {
  const folder = mkdtempSync(join(tmpdir(), "bench-emulator-"));
  try {
    heading("emulator");
    const kept = [report("start until it listens", await timeStarts(folder), START_LIMIT_MS)];
    const emulator = await startEmulator(folder);
    await emulator.send("POST", "/_emulator/load", { customers: CUSTOMERS });
    for (const kind of await emulatorCalls(emulator)) {
      kept.push(report(kind.name, await timeCalls(kind), CALL_LIMIT_MS));
    }
    await emulator.stop();
    kept.push(report(`start with ${CUSTOMERS} customers`, await timeStarts(folder), START_LIMIT_MS));
    return kept.filter((good) => !good).length;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function timeStarts(folder) {
  const times = [];
  for (let i = 0; i < STARTS; i++) {
    const emulator = await startEmulator(folder);
    times.push(emulator.startedMs);
    await emulator.stop();
  }
  return times;
}

async function timeCalls({ prepare = () => {}, call }) {
  const times = [];
  for (let i = -WARM_UP; i < CALLS; i++) {
    const prepared = await prepare();
    const sinceMs = performance.now();
    await call(prepared);
    if (i >= 0) times.push(performance.now() - sinceMs);
  }
  return times;
}
