import type { PlannedOrder, Step } from "@/lib/checkout/plan-order";
import { DojoError } from "@/lib/dojo/errors";
import type { Process, Task } from "../engine/process";
import { DatabaseBusy } from "../world/database";
import type { World } from "../world/world";
import { cancelAtDojo } from "./cancel-at-dojo";
import { recoverAttempt } from "./recover-attempt";
import { settleIntent, settleKnown } from "./settle-order";

/* lib/reconcile/reconcile-orders.ts. */

const AT_ONCE = 8;

type DueOrder = PlannedOrder & { id: string; nowMs: number };

export function* reconcileOrders(world: World, worker: Process): Task<void> {
  const orders = yield* readOrders(world, yield* claimDue(world));
  const next = function* (): Task<void> {
    for (let order = orders.pop(); order; order = orders.pop()) yield* reconcile(world, order);
  };
  yield* worker.together(Array.from({ length: Math.min(AT_ONCE, orders.length) }, next));
}

function* claimDue(world: World): Task<string[]> {
  return yield* world.transaction((database) => {
    const { nowMs } = world.time;
    const due = database.orders.filter(({ checkAtMs }) => checkAtMs !== null && checkAtMs <= nowMs);
    for (const order of due) order.checkAtMs = nowMs + world.random.between(30_000, 60_000);
    return due.map(({ id }) => id);
  });
}

function* readOrders(world: World, ids: string[]): Task<DueOrder[]> {
  return yield* world.transaction((database) =>
    ids.map((id) => {
      const { status, expiresMs } = database.order(id);
      const attempts = database
        .attemptsOf(id)
        .map((attempt) => ({ ...attempt, leaseMs: attempt.leaseUntilMs }));
      return { id, status, expiresMs, attempts, nowMs: world.time.nowMs };
    }),
  );
}

function* reconcile(world: World, order: DueOrder): Task<void> {
  const { isOverdue, stepsFor } = world.design.rules;
  for (const step of stepsFor(order, order.nowMs)) yield* unlessLater(take(world, step, order.id));
  if (isOverdue(order, order.nowMs)) yield* unlessLater(closeOverdue(world, order));
}

function* closeOverdue(world: World, { id, expiresMs, nowMs }: DueOrder): Task<void> {
  const status = yield* settleKnown(world, id);
  if (world.design.rules.isStuck({ status, expiresMs }, nowMs))
    yield* world.transaction((database) => database.raise("order-stuck", id, "cannot end"));
}

function* unlessLater(work: Task<void>): Task<void> {
  try {
    yield* work;
  } catch (error) {
    if (!(error instanceof DojoError) && !(error instanceof DatabaseBusy)) throw error;
  }
}

function* take(world: World, step: Step, orderId: string): Task<void> {
  if (step.kind === "settle") yield* settleIntent(world, step.intentId);
  else if (step.kind === "cancel") yield* cancelAtDojo(world, step.intentId);
  else if (step.kind === "recover") yield* recoverAttempt(world, step.attemptId);
  else yield* settleKnown(world, orderId);
}
