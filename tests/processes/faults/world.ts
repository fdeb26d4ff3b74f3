import { setTimeout as sleep } from "node:timers/promises";
import { type Ground, openGround } from "../support/ground";
import { openRoundRobin } from "../support/round-robin";
import { type Killable, startShops, startWorker } from "../support/shop-processes";
import { letTurnsCome } from "../support/time";

/** The one account of the emulated Dojo: the shop is told it, so that it can tell events of another. */
export const ACCOUNT_ID = "acc_4z3k2xP17e1JQY";

/** In the middle of a rotation, events signed with either are genuine. */
const OLD_SECRET = "whsec_of_before_the_rotation";

/** Everything that runs: the shop's processes behind one door, its worker, its database and Dojo. */
export type World = { ground: Ground; shops: Killable[]; worker: Killable; close: () => Promise<void> };

/** In ms: how often something awaited is looked at, and how often the worker's turns come meanwhile. */
const LOOK_MS = 150;
const TURN_MS = 1_500;

/** On a ground of its own, or on one that is closed by whoever opened it. */
export async function openWorld(processes: number, given?: Ground): Promise<World> {
  const ground = given ?? (await openGround("faults"));
  const more = {
    DOJO_ACCOUNT_ID: ACCOUNT_ID,
    DOJO_WEBHOOK_SECRETS: `${ground.env.DOJO_WEBHOOK_SECRETS},${OLD_SECRET}`,
  };
  Object.assign(ground.env, more);
  Object.assign(process.env, more);
  // Connections are cut on purpose; a query that needs one says so itself.
  ground.sql.on("error", () => {});
  const { readyPorts, shops } = await startShops(ground, processes);
  const closeDoor = await openRoundRobin(ground.port, readyPorts);
  const worker = await startWorker(ground);
  const close = async () => {
    await closeDoor();
    if (!given) await ground.close();
  };
  const world = { ground, shops, worker, close };
  const begun = async () => (await ground.sql.query(`SELECT 1 FROM pgboss.job LIMIT 1`)).rowCount;
  await until(world, "the worker is at work", begun);
  return world;
}

/** Waits until `look` finds something, the worker at work meanwhile; fails in words when it does not come. */
export async function until<T>(
  { ground }: World,
  what: string,
  look: () => Promise<T | null | undefined | false>,
  withinMs = 20_000,
): Promise<T> {
  const stop = performance.now() + withinMs;
  for (let turnAt = 0; ; ) {
    const found = await look();
    if (found) return found;
    if (performance.now() > stop) throw new Error(`waited ${withinMs} ms in vain until ${what}`);
    if (performance.now() > turnAt) {
      await letTurnsCome(ground);
      turnAt = performance.now() + TURN_MS;
    }
    await sleep(LOOK_MS);
  }
}
