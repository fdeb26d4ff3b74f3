import { attemptTimes, ORDER_LIFE_MINUTES, SPARE_SECONDS } from "@/lib/checkout/attempt-times";
import type { NextStep, Payer } from "@/lib/checkout/choose-step";
import type { Task } from "../engine/process";
import { UniqueViolation } from "../world/database";
import type { World } from "../world/world";

/* lib/checkout/attempts.ts. */

const PAYABLE: readonly string[] = ["SENDING", "UNKNOWN", "OPEN"];

export function* nextStep(world: World, orderId: string, payer: Payer): Task<NextStep> {
  const standing = yield* world.transaction((database) => {
    const { nowMs } = world.time;
    const { status, expiresMs } = database.order(orderId);
    const open = database.attemptsOf(orderId).find(({ state }) => PAYABLE.includes(state));
    return {
      status,
      expired: expiresMs <= nowMs,
      id: open?.id ?? null,
      state: open?.state ?? null,
      leaseOver: open !== undefined && open.leaseUntilMs <= nowMs,
      intentId: open?.intentId ?? null,
      customerId: open?.customerId ?? null,
      savedCardId: open?.savedCardId ?? null,
      sealedLink: open?.sealedLink ?? null,
      usable: open !== undefined && open.usableUntilMs > nowMs + SPARE_SECONDS * 1_000,
    };
  });
  return world.design.rules.chooseStep(standing, payer, (sealed) => sealed);
}

export type Attempt = { id: string; reference: string; expiresMs: number };

export function* beginAttempt(world: World, orderId: string): Task<Attempt | null> {
  try {
    return yield* world.transaction((database) => {
      const nowMs = world.time.nowMs;
      const order = database.order(orderId);
      if (order.status !== "AWAITING_PAYMENT" || order.expiresMs <= nowMs) return null;
      const ordinal = database.attemptsOf(orderId).length + 1;
      const id = world.newId("attempt");
      const reference = `${order.number}-${ordinal}`;
      const leaseUntilMs = nowMs + attemptTimes.leaseMs;
      const expiresMs = nowMs + ORDER_LIFE_MINUTES * 60_000;
      database.insertAttempt({
        id,
        orderId,
        ordinal,
        reference,
        state: "SENDING",
        leaseUntilMs,
        customerId: null,
        savedCardId: null,
        sentMs: null,
        intentId: null,
        sealedLink: null,
        usableUntilMs: 0,
        dojoStatus: null,
        resultCode: null,
        capturedMinor: 0,
        refundedMinor: 0,
        mismatch: null,
        createdMs: nowMs,
      });
      database.updateOrder(order, { expiresMs, checkAtMs: leaseUntilMs });
      world.counts.attempts += 1;
      world.watch.note(orderId, `attempt ${ordinal}`, "SENDING");
      return { id, reference, expiresMs };
    });
  } catch (error) {
    if (error instanceof UniqueViolation) return null;
    throw error;
  }
}

type Sent = { customerId: string | null; savedCardId: string | undefined };

export function* markSent(world: World, attemptId: string, { customerId, savedCardId }: Sent): Task<boolean> {
  return yield* world.transaction((database) => {
    const nowMs = world.time.nowMs;
    const attempt = database.attempts.find(({ id }) => id === attemptId);
    if (attempt?.state !== "SENDING" || attempt.sentMs !== null) return false;
    const leaseUntilMs = nowMs + attemptTimes.sendingLeaseMs;
    database.updateAttempt(attempt, {
      sentMs: nowMs,
      customerId,
      savedCardId: savedCardId ?? null,
      leaseUntilMs,
    });
    return true;
  });
}

type Opened = { intentId: string; sealedLink: string; usableMs: number };

export function* openAttempt(
  world: World,
  orderId: string,
  attemptId: string,
  opened: Opened,
): Task<boolean> {
  return yield* world.transaction((database) => {
    const order = database.order(orderId);
    if (order.status !== "AWAITING_PAYMENT") return false;
    const attempt = database.attempts.find(({ id, state }) => id === attemptId && state === "SENDING");
    const { intentId, sealedLink, usableMs } = opened;
    const usableUntilMs = world.time.nowMs + usableMs;
    if (attempt)
      database.updateAttempt(attempt, {
        state: "OPEN",
        intentId,
        sealedLink,
        dojoStatus: "Created",
        usableUntilMs,
      });
    // The data-modifying `live` part of the statement runs whether or not an attempt was opened.
    database.updateOrder(order, { checkAtMs: world.time.nowMs + 120_000 });
    if (attempt) world.watch.note(orderId, `attempt ${attempt.ordinal}`, `OPEN ${intentId}`);
    return attempt !== undefined;
  });
}

export function* giveUpAttempt(world: World, attemptId: string, state: "REFUSED" | "UNKNOWN"): Task<void> {
  yield* world.transaction((database) => {
    const attempt = database.attempts.find((row) => row.id === attemptId && row.state === "SENDING");
    if (!attempt) return;
    const became = attempt.sentMs === null ? "REFUSED" : state;
    database.updateAttempt(attempt, { state: became });
    world.watch.note(attempt.orderId, `attempt ${attempt.ordinal}`, became);
  });
}
