import { setTimeout as sleep } from "node:timers/promises";
import type { Killable } from "../../processes/support/shop-processes";
import type { Random } from "../../setup/random";

/** In ms between two kills. */
const [SHORTEST, LONGEST] = [300, 1_800];

/** So many others stay up: a machine that starts slowly would else have no shop to prove anything about. */
const SURVIVORS = 2;

/** Kills one running process after the other, each started again at once, until `untilMs`; then waits until all run. */
export async function killInTurns(victims: readonly Killable[], random: Random, untilMs: number) {
  const kills = new Map<string, number>();
  const restarts: Promise<void>[] = [];
  for (;;) {
    await sleep(random.between(SHORTEST, LONGEST));
    if (performance.now() >= untilMs) break;
    const running = victims.filter((victim) => victim.isReady());
    if (running.length <= SURVIVORS) continue;
    const victim = random.pick(running);
    kills.set(victim.name, (kills.get(victim.name) ?? 0) + 1);
    await victim.kill();
    restarts.push(victim.start());
  }
  await Promise.all(restarts);
  return kills;
}
