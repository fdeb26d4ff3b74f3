import { setTimeout as sleep } from "node:timers/promises";
import type { Ground } from "../../processes/support/ground";
import { advanceClocks, letLeasesRunOut, letTakenTurnsRunOut } from "../../processes/support/time";
import { LATEST_MS } from "./weather";
import type { Violation } from "./witness";

const STEP_MINUTES = 10;
/** Past the end of every link, and past the last try of every event. */
const ENOUGH_STEPS = 14;
/** In ms: how long each step leaves the shop to itself, and all of them together at most. */
const PAUSE_MS = 2_000;
const PATIENCE_MS = 120_000;

/** Calm weather: time passes for the shop and Dojo alike until nothing is wrong any more, or patience ends. */
export async function letItSettle(ground: Ground, check: () => Promise<Violation[]>) {
  await ground.emulator.clearFaults();
  await sleep(LATEST_MS + 1_000);
  await letTakenTurnsRunOut(ground);
  const untilMs = performance.now() + PATIENCE_MS;
  for (let step = 1; ; step += 1) {
    await advanceClocks(ground, STEP_MINUTES * 60_000);
    await letLeasesRunOut(ground);
    await sleep(PAUSE_MS);
    if (step < ENOUGH_STEPS) continue;
    const violations = await check();
    const over = violations.length === 0 || performance.now() > untilMs;
    if (over) return { violations, minutes: step * STEP_MINUTES };
  }
}
