import { attemptTimes } from "@/lib/checkout/attempt-times";
import type { OrderStatus } from "@/lib/db/generated/enums";
import type { Asked } from "../world/dojo";
import type { OrderRow } from "../world/rows";
import type { World } from "../world/world";
import { Violation } from "./violation";
import type { Seen } from "./watch";

const PAYABLE: readonly string[] = ["SENDING", "UNKNOWN", "OPEN"];
const PAID: readonly string[] = ["PAID", "PARTLY_REFUNDED", "REFUNDED"];
const ENDED: readonly string[] = ["CANCELLED", "EXPIRED"];

/** What must hold after every commit that touched the order. */
export function checkOrder(world: World, orderId: string, seen: Seen): void {
  const order = world.database.order(orderId);
  I1_onePayment(order, seen);
  I3_onlyForward(order, seen);
  if (PAID.includes(order.status) && !PAID.includes(seen.status)) I2_paidIsCaptured(world, order);
  if (ENDED.includes(order.status) && !ENDED.includes(seen.status)) I10_nothingPayable(world, order);
  I4_soldOnce(order, seen);
  I5_onePayableAttempt(world, order);
  seen.status = order.status;
  seen.paidAttemptId = order.paidAttemptId;
  seen.ended = order.endedAtMs !== null;
  seen.paidRank = Math.max(seen.paidRank, PAID.indexOf(order.status));
}

function I1_onePayment({ id, paidAttemptId }: OrderRow, seen: Seen): void {
  if (seen.paidAttemptId !== null && seen.paidAttemptId !== paidAttemptId)
    throw new Violation("I1", id, `paid by ${seen.paidAttemptId}, then by ${paidAttemptId}`);
}

export function I2_paidIsCaptured(world: World, order: OrderRow): void {
  const attempt = world.database.attempts.find(({ id }) => id === order.paidAttemptId);
  const intent = world.dojo.intents.get(attempt?.intentId ?? "");
  const right =
    attempt &&
    intent &&
    intent.capturedMinor === order.totalMinor &&
    intent.currency === order.currency &&
    intent.reference === attempt.reference &&
    intent.customerId === attempt.customerId;
  if (!right) throw new Violation("I2", order.id, `PAID by ${JSON.stringify(intent?.snapshots.at(-1))}`);
}

const WAYS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  AWAITING_PAYMENT: ["PAID", "PARTLY_REFUNDED", "REFUNDED", "CANCELLING", "CANCELLED", "EXPIRED", "REVIEW"],
  CANCELLING: ["CANCELLED", "EXPIRED", "PAID", "PARTLY_REFUNDED", "REFUNDED", "REVIEW"],
  PAID: ["PARTLY_REFUNDED", "REFUNDED", "REVIEW"],
  PARTLY_REFUNDED: ["REFUNDED", "REVIEW"],
  REFUNDED: ["REVIEW"],
  CANCELLED: ["REVIEW"],
  EXPIRED: ["REVIEW"],
  REVIEW: ["PAID", "PARTLY_REFUNDED", "REFUNDED", "CANCELLING", "CANCELLED", "EXPIRED"],
};

/** Along the table alone; and REVIEW is no way back: what is paid stays paid, what has ended stays ended. */
function I3_onlyForward(order: OrderRow, seen: Seen): void {
  const { id, status } = order;
  const fail = (why: string) => new Violation("I3", id, `${seen.status} to ${status}: ${why}`);
  if (status !== seen.status && !WAYS[seen.status].includes(status)) throw fail("no such way");
  const rank = PAID.indexOf(status);
  if (seen.paidAttemptId && rank === -1 && status !== "REVIEW") throw fail("it was paid");
  if (rank !== -1 && rank < seen.paidRank) throw fail("money that went back came again");
  if (seen.ended && (order.endedAtMs === null || (status !== order.closing && status !== "REVIEW")))
    throw fail("it had ended");
}

/** Goods leave the shelf once, and only for a payment. */
function I4_soldOnce({ id, paidAttemptId }: OrderRow, { sold }: Seen): void {
  if (sold !== (paidAttemptId ? 1 : 0)) throw new Violation("I4", id, `sold ${sold} times`);
}

function I5_onePayableAttempt(world: World, { id }: OrderRow): void {
  const payable = world.database.attemptsOf(id).filter(({ state }) => PAYABLE.includes(state));
  if (payable.length > 1) throw new Violation("I5", id, `${payable.length} payable attempts`);
}

export function I7_rowBeforeUse(world: World, orderId: string, intentId: string): void {
  const owner = world.database.attempts.find((attempt) => attempt.intentId === intentId);
  if (owner?.orderId !== orderId) throw new Violation("I7", orderId, `${intentId} shown, and no row owns it`);
}

/** A create is sent once per attempt, and only when it is known what came of every earlier one. */
export function I9_nothingUnresolvedBefore(world: World, { orderId, attemptId }: Asked): void {
  if (world.watch.sentAttempts.has(attemptId)) throw new Violation("I9", orderId, `${attemptId} sent twice`);
  for (const { id, state, intentId } of world.database.attemptsOf(orderId)) {
    if (id === attemptId || state === "REFUSED" || intentId !== null) continue;
    const age = world.watch.searchedAtAge.get(id);
    if (age === undefined || age < attemptTimes.quarantineMs)
      throw new Violation("I9", orderId, `sent while ${id} (${state}) is unresolved`);
  }
}

/** At the moment an order ends, no link that anybody has seen can be paid or was; Dojo's own slips aside. */
function I10_nothingPayable(world: World, { id, status }: OrderRow): void {
  for (const intent of world.dojo.intents.values()) {
    const held = intent.status === "Created" || (intent.status === "Captured" && !intent.overrun);
    if (intent.orderId === id && held && world.watch.shown.has(intent.id))
      throw new Violation("I10", id, `${status}, and ${intent.id} is ${intent.status}`);
  }
}
