import type { AttemptState, OrderStatus } from "@/lib/db/generated/enums";

export type PlannedAttempt = {
  id: string;
  state: AttemptState;
  intentId: string | null;
  /** Dojo's own word in the newest snapshot. */
  dojoStatus: string | null;
  createdMs: number;
  /** Until then its sender may still be at it. */
  leaseMs: number;
};

export type PlannedOrder = { status: OrderStatus; expiresMs: number; attempts: readonly PlannedAttempt[] };

export type Step =
  /** Ask Dojo for the intent and apply it. */
  | { kind: "settle"; intentId: string }
  /** Cancel the intent at Dojo, then apply what it says. */
  | { kind: "cancel"; intentId: string }
  /** Sent, and nobody knows what came of it: look for it at Dojo. */
  | { kind: "recover"; attemptId: string }
  /** Nothing is left to ask Dojo: settling ends what has run out, and takes off the list what is over. */
  | { kind: "end" };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** After the link went out: most payments are known by then from the webhook or the return page. */
const LOOKS_MS = [2, 4, 8, 15].map((minutes) => minutes * MINUTE);
const THEN_EVERY_MS = 15 * MINUTE;
/** A late commit at Dojo of an attempt that counts as not created is looked for this long after it was sent. */
const LATE_LOOKS_MS = [1, 5, 10].map((minutes) => minutes * MINUTE);
const STUCK_AFTER_MS = 60 * MINUTE;
/** Dojo's clock may be a little behind when the link ends. */
const GRACE_MS = 5 * SECOND;

/** What the reconciler does about an order that is due: pure, so that it can be simulated. */
export function stepsFor({ status, attempts }: PlannedOrder, nowMs: number): Step[] {
  const live = status === "AWAITING_PAYMENT";
  const steps = attempts.flatMap((attempt): Step[] => {
    const { id, state, intentId, dojoStatus, createdMs, leaseMs } = attempt;
    if (state === "UNKNOWN" || (state === "SENDING" && leaseMs <= nowMs))
      return [{ kind: "recover", attemptId: id }];
    if (state === "OPEN" && intentId)
      return [{ kind: live || dojoStatus === "Authorized" ? "settle" : "cancel", intentId }];
    if (state !== "NOT_CREATED") return [];
    if (intentId && dojoStatus === "Created") return [{ kind: "cancel", intentId }];
    return !intentId && nowMs - createdMs <= lastOf(LATE_LOOKS_MS) + MINUTE
      ? [{ kind: "recover", attemptId: id }]
      : [];
  });
  return steps.length === 0 ? [{ kind: "end" }] : steps;
}

/** What closing an order does about its open attempts. One that is just being sent finds the order closing itself. */
export function stepsToClose(
  attempts: readonly { id: string; state: string; intentId: string | null; leaseOver: boolean }[],
): Step[] {
  const open = attempts.flatMap(({ state, intentId }): Step[] =>
    state === "OPEN" && intentId ? [{ kind: "cancel", intentId }] : [],
  );
  const lost = attempts.filter(
    ({ state, leaseOver }) => state === "UNKNOWN" || (state === "SENDING" && leaseOver),
  );
  return [...open, ...lost.map(({ id }): Step => ({ kind: "recover", attemptId: id }))];
}

/** Its time to pay is over and it has not ended: it closes, whatever Dojo could not be asked. */
export function isOverdue(
  { status, expiresMs }: Pick<PlannedOrder, "status" | "expiresMs">,
  nowMs: number,
): boolean {
  return (status === "AWAITING_PAYMENT" || status === "CANCELLING") && nowMs > expiresMs;
}

/** An order that has not ended an hour after its link did needs a person. */
export function isStuck(
  { status, expiresMs }: Pick<PlannedOrder, "status" | "expiresMs">,
  nowMs: number,
): boolean {
  return status === "CANCELLING" && nowMs - expiresMs >= STUCK_AFTER_MS;
}

/** When to look next, in ms like the times it is given; null when nothing can change any more without a webhook. */
export function nextLook(order: PlannedOrder, nowMs: number): number | null {
  const looks = order.attempts.map((attempt) => lookAt(order, attempt, nowMs));
  const open = order.attempts.some(({ state }) => ["SENDING", "UNKNOWN", "OPEN"].includes(state));
  if (order.status === "AWAITING_PAYMENT") looks.push(atExpiry(order, nowMs) ?? (open ? null : nowMs));
  const due = looks.filter((look) => look !== null);
  return due.length === 0 ? null : Math.min(...due);
}

function lookAt(order: PlannedOrder, attempt: PlannedAttempt, nowMs: number): number | null {
  const { state, intentId, dojoStatus, createdMs, leaseMs } = attempt;
  if (state === "SENDING") return Math.max(leaseMs, nowMs + SECOND);
  if (state === "UNKNOWN") return nowMs + soonerWhileYoung(createdMs, nowMs);
  if (state === "OPEN" && order.status === "AWAITING_PAYMENT")
    return LOOKS_MS.map((ms) => createdMs + ms).find((at) => at > nowMs) ?? nextQuarter(createdMs, nowMs);
  if (state === "OPEN") return nowMs + soonerWhileYoung(order.expiresMs, nowMs);
  if (state !== "NOT_CREATED") return null;
  if (intentId) return dojoStatus === "Created" ? nowMs + 30 * SECOND : null;
  return LATE_LOOKS_MS.map((ms) => createdMs + ms).find((at) => at > nowMs) ?? null;
}

function atExpiry({ expiresMs }: PlannedOrder, nowMs: number): number | null {
  const at = expiresMs + GRACE_MS;
  return at > nowMs ? at : null;
}

function nextQuarter(createdMs: number, nowMs: number): number {
  return createdMs + THEN_EVERY_MS * (Math.floor((nowMs - createdMs) / THEN_EVERY_MS) + 1);
}

/** Every ten seconds at first, and every quarter of an hour when it has gone on for an hour. */
function soonerWhileYoung(sinceMs: number, nowMs: number): number {
  const ageMs = nowMs - sinceMs;
  if (ageMs < 2 * MINUTE) return 10 * SECOND;
  return ageMs < 60 * MINUTE ? MINUTE : THEN_EVERY_MS;
}

function lastOf(list: readonly number[]): number {
  return list.at(-1) ?? 0;
}
