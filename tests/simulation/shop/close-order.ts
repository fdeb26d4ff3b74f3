import type { OrderStatus } from "@/lib/db/generated/enums";
import type { Task } from "../engine/process";
import type { World } from "../world/world";
import { cancelAtDojo } from "./cancel-at-dojo";
import { recoverAttempt } from "./recover-attempt";
import { settleKnown } from "./settle-order";

/* lib/checkout/close-order.ts. */

const WAIT_MS = 3_000;
const PAUSE_MS = 100;
const PAYABLE: readonly string[] = ["SENDING", "UNKNOWN", "OPEN"];

export function* closeOrder(world: World, orderId: string): Task<OrderStatus> {
  if (!world.design.closeAtDojoFirst) return yield* endLocally(world, orderId);
  const stopMs = world.time.nowMs + WAIT_MS;
  for (let status = yield* settleKnown(world, orderId, { close: "CANCELLED" }); ; ) {
    if (status !== "CANCELLING") return status;
    const open = yield* openAttempts(world, orderId);
    for (const step of world.design.rules.stepsToClose(open))
      if (step.kind === "cancel") yield* cancelAtDojo(world, step.intentId);
      else if (step.kind === "recover") yield* recoverAttempt(world, step.attemptId);
    status = yield* settleKnown(world, orderId);
    const lost = open.some(({ state }) => state !== "OPEN");
    if (!lost || world.time.nowMs > stopMs) return status;
    yield PAUSE_MS;
  }
}

function* openAttempts(world: World, orderId: string) {
  return yield* world.transaction((database) =>
    database
      .attemptsOf(orderId)
      .filter(({ state }) => PAYABLE.includes(state))
      .map((attempt) => ({ ...attempt, leaseOver: attempt.leaseUntilMs <= world.time.nowMs })),
  );
}

/** For a mutant alone: the order counts as over before Dojo was asked. */
function* endLocally(world: World, orderId: string): Task<OrderStatus> {
  const open = yield* world.transaction((database) => {
    const attempts = database.attemptsOf(orderId).filter(({ state }) => state === "OPEN");
    for (const attempt of attempts) database.updateAttempt(attempt, { state: "CANCELED" });
    return attempts;
  });
  const status = yield* settleKnown(world, orderId, { close: "CANCELLED" });
  for (const { intentId } of open) if (intentId) yield* cancelAtDojo(world, intentId);
  return status;
}
