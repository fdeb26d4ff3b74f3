import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { type Attempt, abandonAttempt, beginAttempt, nextStep, openAttempt } from "@/lib/checkout/attempts";
import { cancelAtDojo } from "@/lib/checkout/close-order";
import { describeOrder } from "@/lib/checkout/describe-order";
import { isPaymentLink, sealLink } from "@/lib/checkout/payment-link";
import { settleOrder } from "@/lib/checkout/settle-order";
import { type OpenCustomer, openCustomer } from "@/lib/customers/open-customer";
import { isDatabaseBusy } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { cancelPaymentIntent, createPaymentIntent } from "@/lib/dojo/payment-intents";
import { log } from "@/lib/log";

/** In ms: how long one click waits for another that is already making the link, and between two looks. */
const WAIT_MS = 6_000;
const PAUSE_MS = 100;
/** A cancel that Dojo refuses while the intent stays open is tried again this often, then left to a later click. */
const CANCELS = 2;

export type Payment =
  | { kind: "link"; link: string }
  /** The order can no longer be paid: it is paid, ended or being looked at. */
  | { kind: "over" }
  | { kind: "problem"; problem: "dojo-unavailable" | "payment-refused" | "busy" };

/**
 * A payment link for the order: the live one if it fits, else a new intent, the old one cancelled first. At most
 * one payable intent exists per order, and no link is shown before the row that owns it is committed.
 */
export async function startPayment(user: Shopper, orderId: string, savedCardId?: string): Promise<Payment> {
  const stop = Date.now() + WAIT_MS;
  let cancels = 0;
  try {
    while (Date.now() < stop && cancels <= CANCELS) {
      const step = await nextStep(orderId, savedCardId);
      if (step.kind === "reuse") return { kind: "link", link: step.link };
      if (step.kind === "over") return { kind: "over" };
      if (step.kind === "expired") await settleOrder(orderId);
      if (step.kind === "cancel-first") {
        cancels += 1;
        await cancelAtDojo(step.intentId);
      }
      if (step.kind === "create") {
        const payment = await createIntent(user, orderId, savedCardId);
        if (payment) return payment;
      }
      if (step.kind === "wait" || cancels > 1) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    return { kind: "problem", problem: "busy" };
  } catch (error) {
    if (isDatabaseBusy(error)) return { kind: "problem", problem: "busy" };
    if (!(error instanceof DojoError)) throw error;
    const { kind, operation, status, traceId } = error;
    log.error(
      { orderId, operation, kind, status, traceId, error: error.message },
      "a payment could not be started",
    );
    const theirs = error.retryable || kind === "invalid-answer";
    return { kind: "problem", problem: theirs ? "dojo-unavailable" : "payment-refused" };
  }
}

/** Null when another request got ahead, or the outcome must be read again. */
async function createIntent(user: Shopper, orderId: string, savedCardId?: string): Promise<Payment | null> {
  const customer = await openCustomer(user);
  if (!customer) return { kind: "problem", problem: "dojo-unavailable" };
  const card = customer.remade ? undefined : savedCardId;
  const attempt = await beginAttempt(orderId, customer.id, card);
  if (!attempt) return null;
  const link = await sendIntent(orderId, attempt, customer, card);
  return link ? { kind: "link", link } : null;
}

async function sendIntent(
  orderId: string,
  attempt: Attempt,
  customer: OpenCustomer,
  savedCardId?: string,
): Promise<string | null> {
  const asked = await describeOrder(orderId, attempt);
  const { id, secret } = customer;
  let made: Awaited<ReturnType<typeof createPaymentIntent>>;
  try {
    made = await createPaymentIntent({
      ...asked,
      customer: { id, secret, ...(savedCardId ? { savedCardId } : {}) },
    });
  } catch (error) {
    const definite = error instanceof DojoError && error.nothingHappened;
    await abandonAttempt(attempt.id, definite ? "REFUSED" : "NOT_CREATED");
    throw error;
  }
  const { intent, paymentLink } = made;
  const right =
    intent.status === "Created" &&
    intent.reference === attempt.reference &&
    intent.amountMinor === asked.amount.value &&
    intent.currency === asked.amount.currencyCode &&
    intent.customerId === id;
  if (!right || !isPaymentLink(paymentLink)) {
    await abandonAttempt(attempt.id);
    await discardIntent(intent.id);
    throw new DojoError("invalid-answer", {
      operation: "PaymentIntents_CreatePaymentIntent",
      detail: "not what was asked",
    });
  }
  const linkLifeMs = (intent.expireAt?.getTime() ?? Number.POSITIVE_INFINITY) - intent.createdAt.getTime();
  const opened = await openAttempt(attempt.id, {
    intentId: intent.id,
    sealedLink: sealLink(paymentLink, attempt.id),
    usableMs: Math.min(customer.lifeMs, linkLifeMs),
  });
  if (opened) return paymentLink;
  await discardIntent(intent.id);
  return null;
}

/** An intent whose link nobody saw cannot be paid: when cancelling fails too, it lapses at its `expireAt`. */
async function discardIntent(intentId: string): Promise<void> {
  await cancelPaymentIntent(intentId).catch((error: unknown) =>
    log.warn({ intentId, error: String(error) }, "an unseen payment intent is left to expire at Dojo"),
  );
}
