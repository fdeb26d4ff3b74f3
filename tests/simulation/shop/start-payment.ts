import type { Payer } from "@/lib/checkout/choose-step";
import { DojoError } from "@/lib/dojo/errors";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import type { Task } from "../engine/process";
import { DatabaseBusy } from "../world/database";
import type { Asked } from "../world/dojo";
import type { World } from "../world/world";
import { type Attempt, beginAttempt, giveUpAttempt, markSent, nextStep, openAttempt } from "./attempts";
import { cancelAtDojo } from "./cancel-at-dojo";
import { createCustomerSecret, createPaymentIntent } from "./dojo-calls";
import { recoverAttempt } from "./recover-attempt";
import { settleOrder } from "./settle-order";

/* lib/checkout/start-payment.ts and lib/checkout/send-intent.ts. A link is its intent's id. */

const WAIT_MS = 8_000;
const PAUSE_MS = { wait: 200, recover: 500 };
const CANCELS = 2;

export type Payment = { kind: "link"; link: string } | { kind: "over" } | { kind: "problem" };

export function* startPayment(world: World, userId: string, orderId: string, payer: Payer): Task<Payment> {
  const stopMs = world.time.nowMs + WAIT_MS;
  let cancels = 0;
  try {
    while (world.time.nowMs < stopMs && cancels <= CANCELS) {
      const step = yield* nextStep(world, orderId, payer);
      if (step.kind === "reuse") return shown(world, orderId, step.link);
      if (step.kind === "over") return { kind: "over" };
      if (step.kind === "expired") yield* settleOrder(world, orderId);
      if (step.kind === "cancel-first") {
        cancels += 1;
        yield* cancelAtDojo(world, step.intentId);
      }
      if (step.kind === "recover" && !(yield* recoverAttempt(world, step.attemptId))) yield PAUSE_MS.recover;
      if (step.kind === "create") {
        const payment = yield* createIntent(world, userId, orderId, payer);
        if (payment) return payment;
      }
      if (step.kind === "wait" || cancels > 1) yield PAUSE_MS.wait;
    }
    return { kind: "problem" };
  } catch (error) {
    if (error instanceof DatabaseBusy || error instanceof DojoError) return { kind: "problem" };
    throw error;
  }
}

function shown(world: World, orderId: string, link: string): Payment {
  world.watch.linkShown(orderId, link);
  return { kind: "link", link };
}

function* createIntent(world: World, userId: string, orderId: string, payer: Payer): Task<Payment | null> {
  const attempt = yield* beginAttempt(world, orderId);
  if (!attempt) return null;
  const customer = payer.withoutCustomer ? undefined : yield* openFor(world, userId, attempt);
  if (customer === null) return { kind: "problem" };
  const sent = { customerId: customer?.id ?? null, savedCardId: payer.savedCardId };
  if (!(yield* markSent(world, attempt.id, sent))) return null;
  const link = yield* sendIntent(world, orderId, attempt, customer);
  return link ? shown(world, orderId, link) : null;
}

type Customer = { id: string; lifeMs: number };

/** The customer is there; making one exactly once has tests of its own. */
function* openFor(world: World, userId: string, attempt: Attempt): Task<Customer | null> {
  try {
    return { id: `cust_${userId}`, ...(yield* createCustomerSecret(world)) };
  } catch (error) {
    yield* giveUpAttempt(world, attempt.id, "REFUSED");
    if (!(error instanceof DojoError) || !(error.retryable || error.kind === "invalid-answer")) throw error;
    return null;
  }
}

function* sendIntent(
  world: World,
  orderId: string,
  attempt: Attempt,
  customer: Customer | undefined,
): Task<string | null> {
  const customerId = customer?.id ?? null;
  const { totalMinor, currency } = yield* world.transaction((database) => database.order(orderId));
  const intent = yield* createOnce(world, attempt, {
    amountMinor: totalMinor,
    currency,
    reference: attempt.reference,
    attemptId: attempt.id,
    orderId,
    customerId,
    expireMs: attempt.expiresMs,
  });
  const amount = { value: totalMinor, currencyCode: currency };
  if (!world.design.rules.isAsAsked(intent, { amount, reference: attempt.reference, customerId })) {
    yield* giveUpAttempt(world, attempt.id, "UNKNOWN");
    yield* discardIntent(world, intent.id);
    throw new DojoError("invalid-answer", { operation: "PaymentIntents_CreatePaymentIntent" });
  }
  const linkLifeMs = (intent.expireAt?.getTime() ?? Number.POSITIVE_INFINITY) - intent.createdAt.getTime();
  const opened = yield* openAttempt(world, orderId, attempt.id, {
    intentId: intent.id,
    sealedLink: intent.id,
    usableMs: Math.min(customer?.lifeMs ?? Number.POSITIVE_INFINITY, linkLifeMs),
  });
  if (opened || !world.design.linkNeedsRow) return intent.id;
  yield* discardIntent(world, intent.id);
  return null;
}

function* createOnce(world: World, attempt: Attempt, asked: Asked): Task<PaymentIntent> {
  try {
    world.watch.intentSent(asked);
    return yield* createPaymentIntent(world, asked);
  } catch (error) {
    const definite = error instanceof DojoError && error.nothingHappened;
    yield* giveUpAttempt(world, attempt.id, definite ? "REFUSED" : "UNKNOWN");
    throw error;
  }
}

function* discardIntent(world: World, intentId: string): Task<void> {
  try {
    yield* cancelAtDojo(world, intentId);
  } catch (error) {
    if (!(error instanceof DojoError) && !(error instanceof DatabaseBusy)) throw error;
  }
}
