import type { RefundState } from "@/lib/db/generated/enums";
import { DojoError } from "@/lib/dojo/errors";
import type { Given, Judgement, TryOutcome } from "@/lib/refunds/judge-refund";
import type { Task } from "../engine/process";
import { UniqueViolation } from "../world/database";
import type { RefundRow } from "../world/rows";
import type { World } from "../world/world";
import { fetchPaymentIntent, refundPayment } from "./dojo-calls";
import { readAttempts } from "./order-rows";
import { applySnapshot, newRefund, settleIntent, settleKnown } from "./settle-order";

/* lib/refunds/request-refund.ts, send-refund.ts and refund-rows.ts. */

const LEASE_MS = 60_000;
const ALERT_AFTER_MS = 15 * 60_000;

export type RefundWish = { orderId: string; amountMinor?: number; requestKey: string };

export function* requestRefund(world: World, wish: RefundWish): Task<string | null> {
  const taken = yield* world.transaction((database) =>
    database.attemptsOf(wish.orderId).filter(({ capturedMinor }) => capturedMinor > 0),
  );
  for (const { intentId } of taken) if (intentId) yield* settleIntent(world, intentId);
  return yield* world.transaction((database) => {
    const { paidAttemptId } = database.order(wish.orderId);
    const attempts = readAttempts(database, wish.orderId, world.time.nowMs);
    const refunds = database.refunds.filter(({ orderId }) => orderId === wish.orderId);
    const plan = world.design.rules.planRefund(wish, { paidAttemptId, attempts, refunds });
    if (plan.kind === "known") return plan.refundId;
    if (plan.kind !== "new") return null;
    const { attemptId, amountMinor } = plan;
    const id = world.newId("refund");
    const keys = { requestKey: wish.requestKey, idempotencyKey: `rf_${id}` };
    const { orderId } = wish;
    const fresh = newRefund(world.time.nowMs);
    database.insertRefund({ id, orderId, attemptId, amountMinor, origin: "OPERATOR", ...keys, ...fresh });
    world.watch.note(orderId, `refund ${id}`, `REQUESTED ${amountMinor}`);
    world.counts.operatorRefunds += 1;
    return id;
  });
}

type DueRefund = RefundRow & { intentId: string; ageMs: number; refundedBeforeMinor: number };

export function* sendRefund(world: World, refundId: string): Task<RefundState | null> {
  const { rules } = world.design;
  const before = yield* findRefund(world, refundId);
  if (!before || !["REQUESTED", "SENT"].includes(before.state)) return before?.state ?? null;
  if (before.nextTryMs > world.time.nowMs) return null;
  const given = yield* askWhatIsGiven(world, before.intentId);
  if (!given) return yield* putOff(world, before);
  const refund = yield* takeTurn(world, before, given);
  if (!refund) return null;
  const outcome = rules.outcomeUnsent(refund, given) ?? (yield* trySending(world, refund));
  const now = outcome.kind === "unknown" ? null : yield* askWhatIsGiven(world, refund.intentId);
  const judgement = rules.judgeRefund(refund, outcome, now);
  if (!(yield* writeJudgement(world, refund, judgement)))
    return (yield* findRefund(world, refundId))?.state ?? null;
  const { state } = judgement;
  if (state === "FAILED" || state === "REPLANNED") yield* settleKnown(world, refund.orderId);
  return state;
}

/** Its alert is left out: a refund that waits for a quarter of an hour is nothing the invariants judge. */
function* putOff(world: World, { id, state }: DueRefund): Task<RefundState> {
  yield* world.transaction((database) => {
    const refund = database.refunds.find((row) => row.id === id);
    if (refund && ["REQUESTED", "SENT"].includes(refund.state))
      database.updateRefund(refund, { nextTryMs: world.time.nowMs + 60_000 });
  });
  return state;
}

function* findRefund(world: World, refundId: string): Task<DueRefund | undefined> {
  return yield* world.transaction((database) => {
    const refund = database.refunds.find(({ id }) => id === refundId);
    return refund && due(world, refund);
  });
}

function due(world: World, refund: RefundRow): DueRefund {
  const attempt = world.database.attempts.find(({ id }) => id === refund.attemptId);
  if (!attempt?.intentId) throw new Error("a refund of an attempt without an intent");
  const ageMs = refund.sentMs === null ? 0 : world.time.nowMs - refund.sentMs;
  const { intentId } = attempt;
  return { ...refund, intentId, ageMs, refundedBeforeMinor: refund.refundedBeforeMinor ?? 0 };
}

function* takeTurn(world: World, { id }: DueRefund, given: Given): Task<DueRefund | null> {
  try {
    return yield* world.transaction((database) => {
      const { nowMs } = world.time;
      const refund = database.refunds.find((row) => row.id === id);
      if (!refund || !["REQUESTED", "SENT"].includes(refund.state) || refund.nextTryMs > nowMs) return null;
      database.updateRefund(refund, {
        state: "SENT",
        tries: refund.tries + 1,
        sentMs: refund.sentMs ?? nowMs,
        refundedBeforeMinor: refund.refundedBeforeMinor ?? given.refundedMinor,
        nextTryMs: nowMs + LEASE_MS,
      });
      return due(world, refund);
    });
  } catch (error) {
    if (error instanceof UniqueViolation) return null;
    throw error;
  }
}

function* trySending(world: World, refund: DueRefund): Task<TryOutcome> {
  const { intentId, amountMinor, tries } = refund;
  const fresh = world.design.keepRefundKey ? "" : `:${tries}`;
  const idempotencyKey = refund.idempotencyKey + fresh;
  try {
    const { id } = yield* refundPayment(world, intentId, { amountMinor, idempotencyKey });
    return { kind: "done", dojoRefundId: id };
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    return world.design.rules.outcomeOfFailure(error);
  }
}

function* askWhatIsGiven(world: World, intentId: string): Task<Given | null> {
  try {
    const intent = yield* fetchPaymentIntent(world, intentId);
    yield* applySnapshot(world, intent);
    return world.design.rules.givenOf(intent);
  } catch (error) {
    if (error instanceof DojoError) return null;
    throw error;
  }
}

function* writeJudgement(
  world: World,
  { id, tries, orderId, ageMs }: DueRefund,
  judgement: Judgement,
): Task<boolean> {
  return yield* world.transaction((database) => {
    const refund = database.refunds.find((row) => row.id === id && row.state === "SENT");
    if (refund?.tries !== tries) return false;
    const { state } = judgement;
    const [retryInMs, refusal] = state === "SENT" ? [judgement.retryInMs, judgement.refusal] : [0, null];
    const failure = state === "FAILED" ? judgement.failure : null;
    const refusals = refund.refusals + (refusal ? 1 : 0);
    database.updateRefund(refund, { state, failure, refusals, nextTryMs: world.time.nowMs + retryInMs });
    if (world.design.refundWakesOrder && (state === "FAILED" || state === "REPLANNED"))
      database.updateOrder(database.order(orderId), { checkAtMs: world.time.nowMs });
    const trouble = failure ?? (state === "SENT" && ageMs > ALERT_AFTER_MS ? "unknown for long" : null);
    if (trouble) database.raise("refund-failed", id, trouble);
    else if (state !== "SENT") database.clear("refund-failed", id);
    world.watch.note(orderId, `refund ${id}`, [state, failure ?? refusal].filter(Boolean).join(" "));
    return true;
  });
}

export function* workRefunds(world: World): Task<void> {
  const ids = yield* world.transaction((database) =>
    database.refunds.filter((refund) => isDue(refund, world.time.nowMs)).map(({ id }) => id),
  );
  for (const id of ids) yield* sendRefund(world, id);
}

export function isDue({ state, nextTryMs }: RefundRow, nowMs: number): boolean {
  return (state === "REQUESTED" || state === "SENT") && nextTryMs <= nowMs;
}
