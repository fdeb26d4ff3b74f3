import type { Intent } from "../world/dojo";
import type { AttemptTableRow, OrderRow } from "../world/rows";
import type { World } from "../world/world";
import { I2_paidIsCaptured } from "./of-order";
import { Violation } from "./violation";

/** What must hold once everything is healed, time has moved on, and reconciler and comparison have run. */
export function checkAtRest(world: World): void {
  for (const order of world.database.orders) {
    L1_ended(order);
    if (order.paidAttemptId) I2_paidIsCaptured(world, order);
    I10_endedHoldsNothing(world, order);
    I11_refundsAddUp(world, order);
    I12_netIsZeroOrTheOrder(world, order);
    I14_noUnknownLeft(world, order);
    A1_reviewIsAlerted(world, order);
    M1_mirrorsDojo(world, order);
  }
  A2_nothingOverIsAlerted(world);
  L2_nothingWaits(world);
}

/** At rest every outcome is known and every difference mended; a failed refund is told of while its money is kept. */
export function A2_nothingOverIsAlerted({ database }: World): void {
  for (const { kind, subject, open } of database.alerts.values()) {
    if (!open || kind === "order-review") continue;
    const refund = database.refunds.find(({ id }) => id === subject);
    const attempt = database.attempts.find(({ id }) => id === refund?.attemptId);
    const kept = attempt ? attempt.capturedMinor - attempt.refundedMinor : 0;
    if (kind !== "refund-failed" || refund?.state !== "FAILED" || kept <= 0)
      throw new Violation("A2", refund?.orderId ?? null, `${kind} of ${subject} is over, and still open`);
  }
}

/** Liveness: no order hangs. */
function L1_ended({ id, status }: OrderRow): void {
  if (status === "AWAITING_PAYMENT" || status === "CANCELLING")
    throw new Violation("L1", id, `still ${status}`);
}

/** Liveness: no refund, follow-up or event waits for ever. */
function L2_nothingWaits({ database }: World): void {
  const refund = database.refunds.find(({ state }) => state === "REQUESTED" || state === "SENT");
  if (refund) throw new Violation("L2", refund.orderId, `refund ${refund.id} is ${refund.state}`);
  const item = database.outbox.find(({ state }) => state === "WAITING" || state === "SENDING");
  if (item) throw new Violation("L2", item.orderId, `${item.kind} is ${item.state}`);
  const event = [...database.events.values()].find(({ outcome }) => outcome === null);
  if (event) throw new Violation("L2", null, `event ${event.id} about ${event.intentId} is not applied`);
}

function I10_endedHoldsNothing(world: World, order: OrderRow): void {
  if (order.status !== "CANCELLED" && order.status !== "EXPIRED") return;
  const intents = intentsOf(world, order);
  if (intents.some(({ status }) => status === "Created"))
    throw new Violation("I10", order.id, `${order.status} with an open intent`);
  const net = intents.reduce((sum, intent) => sum + netOf(intent), 0);
  if (net !== 0) throw new Violation("I10", order.id, `${order.status}, and ${net} is kept`);
}

function I11_refundsAddUp(world: World, order: OrderRow): void {
  for (const intent of intentsOf(world, order)) {
    const attempt = world.database.attempts.find(({ intentId }) => intentId === intent.id);
    const done = world.database.refunds.filter(
      ({ attemptId, state }) => attemptId === attempt?.id && state === "DONE",
    );
    const portal = world.dojo.refunds.filter(({ intentId, key }) => intentId === intent.id && key === null);
    const sum = [...done, ...portal].reduce((total, { amountMinor }) => total + amountMinor, 0);
    if (sum !== intent.refundedMinor)
      throw new Violation("I11", order.id, `${intent.refundedMinor} given back, ${sum} accounted for`);
  }
}

/** Off, or where no rule may decide, money that fits nowhere is in REVIEW with an alert; else the sum is right. */
function I12_netIsZeroOrTheOrder(world: World, order: OrderRow): void {
  const intents = intentsOf(world, order);
  const paid = world.database.attempts.find(({ id }) => id === order.paidAttemptId);
  const others = intents.filter(({ id }) => id !== paid?.intentId);
  const surplus = others.reduce((sum, intent) => sum + netOf(intent), 0);
  if (surplus === 0 || (order.status === "REVIEW" && isForAPerson(world, order, others))) return;
  throw new Violation("I12", order.id, `${order.status}, and ${surplus} belongs nowhere`);
}

function isForAPerson(world: World, order: OrderRow, others: readonly Intent[]): boolean {
  if (!world.database.isAlerted("order-review", order.id)) return false;
  const undecided = order.paidAttemptId === null && order.endedAtMs === null;
  return !world.design.autoRefund || undecided || others.some(({ id }) => world.dojo.unwilling.has(id));
}

function I14_noUnknownLeft(world: World, order: OrderRow): void {
  const unknown = world.database
    .attemptsOf(order.id)
    .find(({ state }) => state === "UNKNOWN" || state === "SENDING");
  if (unknown) throw new Violation("I14", order.id, `attempt ${unknown.ordinal} is ${unknown.state}`);
}

/** While Dojo is silent an unknown outcome is alerted within a quarter of an hour, and the looks in between. */
export function I14_unknownIsAlerted(world: World): void {
  const late = ({ state, createdMs }: AttemptTableRow) =>
    state === "UNKNOWN" && world.time.nowMs - createdMs > 20 * 60_000;
  for (const attempt of world.database.attempts)
    if (late(attempt) && !world.database.isAlerted("attempt-unknown", attempt.id))
      throw new Violation("I14", attempt.orderId, `attempt ${attempt.ordinal} is UNKNOWN without an alert`);
}

function A1_reviewIsAlerted(world: World, { id, status, concern }: OrderRow): void {
  const alerted = world.database.isAlerted("order-review", id);
  if (alerted !== (status === "REVIEW") || alerted !== (concern !== null))
    throw new Violation("A1", id, `${status} with ${alerted ? "an" : "no"} alert (${concern})`);
}

/** Every intent of ours is known, and every mirror says what Dojo says. */
function M1_mirrorsDojo(world: World, order: OrderRow): void {
  for (const intent of intentsOf(world, order)) {
    const attempt = world.database.attempts.find(({ intentId }) => intentId === intent.id);
    if (!attempt) {
      // A second intent of one attempt: a late commit that nobody was shown.
      if (netOf(intent) !== 0 || intent.status === "Created")
        throw new Violation("M1", order.id, `${intent.id} is ${intent.status}, and no row knows it`);
      continue;
    }
    const same =
      attempt.capturedMinor === intent.capturedMinor && attempt.refundedMinor === intent.refundedMinor;
    const states = { Created: "OPEN", Captured: "CAPTURED", Canceled: "CANCELED", Refunded: "REFUNDED" };
    if (!same || attempt.state !== states[intent.status])
      throw new Violation("M1", order.id, `${attempt.state}, and Dojo says ${intent.status}`);
  }
}

function intentsOf(world: World, { id }: OrderRow): Intent[] {
  return [...world.dojo.intents.values()].filter(({ orderId }) => orderId === id);
}

function netOf({ capturedMinor, refundedMinor }: Intent): number {
  return capturedMinor - refundedMinor;
}
