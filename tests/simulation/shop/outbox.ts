import { DojoError } from "@/lib/dojo/errors";
import type { Process, Task } from "../engine/process";
import type { OutboxRow } from "../world/rows";
import type { World } from "../world/world";
import { sendReceipt } from "./dojo-calls";

/* lib/orders/work-outbox.ts and send-receipt.ts. */

const LANES = 5;
const LEASE_MS = 60_000;

/** Claimed with what its call needs. */
type Item = { row: OutboxRow; intentId: string | null };

export function* workOutbox(world: World, worker: Process): Task<void> {
  yield* world.transaction((database) => {
    for (const item of database.outbox)
      if (item.state === "SENDING" && item.nextTryMs <= world.time.nowMs)
        item.state = item.kind === "receipt" ? "UNKNOWN" : "WAITING";
  });
  let broken = false;
  const lane = function* (): Task<void> {
    try {
      for (let more = true; more && !broken; ) more = yield* workNext(world, () => broken);
    } catch (error) {
      broken = true;
      throw error;
    }
  };
  yield* worker.together(Array.from({ length: LANES }, lane));
}

function* workNext(world: World, isStopped: () => boolean): Task<boolean> {
  const item = yield* claim(world);
  if (item) yield* isStopped() ? putBack(world, item) : perform(world, item);
  return item !== null;
}

function* claim(world: World): Task<Item | null> {
  return yield* world.transaction((database) => {
    const { nowMs } = world.time;
    const row = database.outbox.find(({ state, nextTryMs }) => state === "WAITING" && nextTryMs <= nowMs);
    if (!row) return null;
    Object.assign(row, { state: "SENDING", tries: row.tries + 1, nextTryMs: nowMs + LEASE_MS });
    const { paidAttemptId } = database.order(row.orderId);
    return { row, intentId: database.attempts.find(({ id }) => id === paidAttemptId)?.intentId ?? null };
  });
}

function* putBack(world: World, { row }: Item): Task<void> {
  yield* world.transaction(() => {
    if (row.state !== "SENDING") return;
    Object.assign(row, { state: "WAITING", tries: row.tries - 1, nextTryMs: world.time.nowMs });
  });
}

function* perform(world: World, { row, intentId }: Item): Task<void> {
  const { tries } = row;
  const judged = world.design.rules.judgeFollowUp(yield* mailReceipt(world, intentId), tries);
  yield* world.transaction(() => {
    if (row.state !== "SENDING") return;
    row.state = judged.state;
    if (judged.state === "WAITING") row.nextTryMs = world.time.nowMs + judged.retryInSeconds * 1_000;
  });
}

function* mailReceipt(world: World, intentId: string | null) {
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
