import type { Process, Task } from "../engine/process";
import { I14_unknownIsAlerted } from "../invariants/at-rest";
import { compareWithDojo } from "../shop/compare";
import { processEvents } from "../shop/inbox";
import { workOutbox } from "../shop/outbox";
import { reconcileOrders } from "../shop/reconcile";
import { isDue, workRefunds } from "../shop/refunds";
import type { World } from "../world/world";

const SECOND = 1_000;
const COMPARE_EVERY_MS = 20 * 60 * SECOND;

type Job = { isDue: (nowMs: number) => boolean; everyMs: number; run: (worker: Process) => Task<unknown> };

/** The jobs of the worker at their intervals: each runs once at a time in its process, and only if there is work. */
export function jobsOf(world: World): Job[] {
  const { database } = world;
  return [
    {
      isDue: (nowMs) =>
        [...database.events.values()].some(
          ({ outcome, nextTryMs }) => outcome === null && nextTryMs <= nowMs,
        ),
      everyMs: 10 * SECOND,
      run: (worker) => processEvents(world, worker),
    },
    {
      isDue: (nowMs) => database.orders.some(({ checkAtMs }) => checkAtMs !== null && checkAtMs <= nowMs),
      everyMs: 15 * SECOND,
      run: (worker) => reconcileOrders(world, worker),
    },
    {
      isDue: (nowMs) => database.refunds.some((refund) => isDue(refund, nowMs)),
      everyMs: 10 * SECOND,
      run: () => workRefunds(world),
    },
    {
      isDue: (nowMs) =>
        database.outbox.some(
          ({ state, nextTryMs }) => (state === "WAITING" || state === "SENDING") && nextTryMs <= nowMs,
        ),
      everyMs: 10 * SECOND,
      run: (worker) => workOutbox(world, worker),
    },
  ];
}

/** Until that moment, in ms of virtual time. */
export function employWorker(world: World, untilMs: number): void {
  const { time, worker } = world;
  const running = new Set<Job>();
  const every = (everyMs: number, act: () => void) => {
    const tick = () => {
      act();
      if (time.nowMs + everyMs < untilMs) time.after(everyMs, tick);
    };
    time.after(world.random.between(0, everyMs), tick);
  };
  for (const job of jobsOf(world))
    every(job.everyMs, () => {
      if (running.has(job) || !worker.isUp() || !job.isDue(time.nowMs)) return;
      running.add(job);
      worker.start(job.run(worker), () => running.delete(job));
    });
  every(COMPARE_EVERY_MS, () => worker.isUp() && worker.start(compareWithDojo(world), () => {}));
  every(60 * SECOND, () => I14_unknownIsAlerted(world));
}
