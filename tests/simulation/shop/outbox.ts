import { DojoError } from "@/lib/dojo/errors";
import type { Task } from "../engine/process";
import type { OutboxRow } from "../world/rows";
import type { World } from "../world/world";
import { sendReceipt } from "./dojo-calls";

/* lib/orders/work-outbox.ts and send-receipt.ts. */

const LEASE_MS = 60_000;

export function* workOutbox(world: World): Task<void> {
  yield* world.transaction((database) => {
    for (const item of database.outbox)
      if (item.state === "SENDING" && item.nextTryMs <= world.time.nowMs)
        item.state = item.kind === "receipt" ? "UNKNOWN" : "WAITING";
  });
  for (let items = yield* claim(world); items.length > 0; items = yield* claim(world))
    for (const item of items) yield* perform(world, item);
}

function* claim(world: World): Task<OutboxRow[]> {
  return yield* world.transaction((database) => {
    const { nowMs } = world.time;
    const due = database.outbox.filter(({ state, nextTryMs }) => state === "WAITING" && nextTryMs <= nowMs);
    for (const item of due)
      Object.assign(item, { state: "SENDING", tries: item.tries + 1, nextTryMs: nowMs + LEASE_MS });
    return [...due];
  });
}

function* perform(world: World, item: OutboxRow): Task<void> {
  const { tries } = item;
  const judged = world.design.rules.judgeFollowUp(yield* mailReceipt(world, item.orderId), tries);
  yield* world.transaction(() => {
    if (item.state !== "SENDING") return;
    item.state = judged.state;
    if (judged.state === "WAITING") item.nextTryMs = world.time.nowMs + judged.retryInSeconds * 1_000;
  });
}

function* mailReceipt(world: World, orderId: string) {
  const intentId = yield* world.transaction((database) => {
    const { paidAttemptId } = database.order(orderId);
    return database.attempts.find(({ id }) => id === paidAttemptId)?.intentId;
  });
  if (!intentId) throw new Error("a receipt of an unpaid order");
  return world.design.rules.outcomeOfReceipt(yield* trySending(world, intentId));
}

function* trySending(world: World, intentId: string): Task<DojoError | null> {
  try {
    yield* sendReceipt(world, intentId);
    return null;
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    return error;
  }
}
