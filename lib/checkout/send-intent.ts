import "server-only";
import { raiseAlert } from "@/lib/alerts/raise-alert";
import { ORDER_LIFE_MINUTES } from "@/lib/checkout/attempt-times";
import { type Attempt, giveUpAttempt, openAttempt } from "@/lib/checkout/attempts";
import { cancelAtDojo } from "@/lib/checkout/cancel-at-dojo";
import { describeOrder } from "@/lib/checkout/describe-order";
import { isAsAsked } from "@/lib/checkout/mirror-attempt";
import { isLinkOf, isPaymentLink, sealLink } from "@/lib/checkout/payment-link";
import type { OpenCustomer } from "@/lib/customers/open-customer";
import { DojoError } from "@/lib/dojo/errors";
import { createPaymentIntent } from "@/lib/dojo/payment-intents";
import { log } from "@/lib/log";

const ORDER_LIFE_MS = ORDER_LIFE_MINUTES * 60_000;

/**
 * Asks Dojo for the intent of an attempt that is marked as sent, and opens the attempt with its link. Null when the
 * attempt was taken from us meanwhile: then its intent is cancelled, its link never shown. Throws `DojoError`.
 */
export async function sendIntent(
  orderId: string,
  attempt: Attempt,
  customer: OpenCustomer | undefined,
  savedCardId?: string,
): Promise<string | null> {
  const asked = await describeOrder(orderId, attempt);
  const made = await createOnce(attempt, {
    ...asked,
    ...(customer && {
      customer: { id: customer.id, secret: customer.secret, ...(savedCardId ? { savedCardId } : {}) },
    }),
  });
  const { intent, paymentLink } = made;
  const right = isAsAsked(intent, { ...asked, customerId: customer?.id ?? null });
  if (!right || !isPaymentLink(paymentLink) || !isLinkOf(paymentLink, intent.id)) {
    await giveUpAttempt(attempt.id, "UNKNOWN");
    await raiseAlert(
      "intent-wrong",
      intent.id,
      `Dojo made something else than payment ${attempt.reference}.`,
    );
    await discardIntent(intent.id);
    throw new DojoError("invalid-answer", {
      operation: "PaymentIntents_CreatePaymentIntent",
      detail: "not what was asked",
    });
  }
  const ends = intent.expireAt ? intent.expireAt.getTime() - intent.createdAt.getTime() : ORDER_LIFE_MS;
  const opened = await openAttempt(orderId, attempt.id, {
    intentId: intent.id,
    sealedLink: sealLink(paymentLink, attempt.id),
    usableMs: Math.min(customer?.lifeMs ?? ends, ends),
  });
  if (opened) return paymentLink;
  await discardIntent(intent.id);
  return null;
}

/** Sent exactly once. What came of it is written down before anybody else may send for this order. */
async function createOnce(attempt: Attempt, asked: Parameters<typeof createPaymentIntent>[0]) {
  try {
    return await createPaymentIntent(asked);
  } catch (error) {
    const definite = error instanceof DojoError && error.nothingHappened;
    await giveUpAttempt(attempt.id, definite ? "REFUSED" : "UNKNOWN");
    throw error;
  }
}

/** An intent whose link nobody saw cannot be paid: when cancelling fails too, the reconciler finds it by our mark. */
async function discardIntent(intentId: string): Promise<void> {
  await cancelAtDojo(intentId).catch((error: unknown) =>
    log.warn({ intentId, error: String(error) }, "an unseen payment intent is not cancelled yet"),
  );
}
