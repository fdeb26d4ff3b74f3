import "server-only";
import { callDojo, placesOf } from "@/lib/dojo/client";
import { DojoError } from "@/lib/dojo/errors";
import * as wire from "@/lib/dojo/wire";
import { env } from "@/lib/env";
import type { Currency } from "@/lib/money";

type Amount = { value: number; currencyCode: Currency };

export type NewPaymentIntent = {
  amount: Amount;
  reference: string;
  description: string;
  /** Without one: a card for once, nothing saved and nothing offered. */
  customer?: { id: string; secret: string; savedCardId?: string };
  redirectUrl: string;
  cancelUrl: string;
  expireAt: Date;
  shippingDetails?: {
    name: string;
    address: { address1: string; address2?: string; city: string; postcode: string; countryCode: "GB" };
  };
  itemLines: { id: string; quantity: number; name: string; amountTotal: Amount }[];
  metadata: Record<string, string>;
};

/** A snapshot of one intent in the shop's words; amounts in minor units. */
export type PaymentIntent = {
  id: string;
  status: string;
  amountMinor: number;
  totalMinor: number | null;
  refundedMinor: number;
  currency: string;
  reference: string;
  attemptId: string | null;
  customerId: string | null;
  events: string[];
  /** The saved card that paid, when Dojo names one; `""` in its events means none. */
  savedCardId: string | null;
  createdAt: Date;
  expireAt: Date | null;
};

/** One that Dojo listed and that is not what the description promises; null: not to be told from what it sent. */
export type UnreadableIntent = {
  id: string | null;
  reference: string | null;
  attemptId: string | null;
  /** Which of its fields. */
  why: string;
};

/** Sent once: Dojo promises no idempotency, and a second intent is a second chance to pay. */
export async function createPaymentIntent({
  redirectUrl,
  cancelUrl,
  expireAt,
  ...intent
}: NewPaymentIntent): Promise<{ intent: PaymentIntent; paymentLink: string | null }> {
  const answer = await callDojo({
    operation: "PaymentIntents_CreatePaymentIntent",
    method: "POST",
    path: "/payment-intents",
    body: {
      ...intent,
      captureMode: "Auto",
      paymentMethods: intent.customer ? ["SavedCard", "Card"] : ["Card"],
      config: { title: env().SHOP_NAME, redirectUrl, cancelUrl },
      expireAt: expireAt.toISOString(),
    },
    answer: wire.paymentIntent,
  });
  return { intent: toPaymentIntent(answer), paymentLink: answer.paymentLink ?? null };
}

/** With `returnCanceled`, or a cancelled intent answers 404 as if it had never been. */
export async function fetchPaymentIntent(intentId: string, deadlineMs?: number): Promise<PaymentIntent> {
  const answer = await callDojo({
    operation: "PaymentIntents_Get",
    method: "GET",
    path: `/payment-intents/${encodeURIComponent(intentId)}?returnCanceled=true`,
    answer: wire.paymentIntent,
    deadlineMs,
  });
  if (answer.id !== intentId)
    throw new DojoError("invalid-answer", { operation: "PaymentIntents_Get", detail: "another intent" });
  return toPaymentIntent(answer);
}

/** Cancels an unpaid intent. A refusal means its state has moved on: fetch it to learn where. */
export async function cancelPaymentIntent(intentId: string): Promise<void> {
  return callDojo({
    operation: "PaymentIntents_Delete",
    method: "DELETE",
    path: `/payment-intents/${encodeURIComponent(intentId)}`,
    answer: "none",
  });
}

/**
 * Dojo searches by status and time of creation only, newest first as far as is known; a page holds at most 100. Other
 * tills of the same merchant stand in it too, so one item that cannot be read does not make the others unreadable.
 */
export async function searchPaymentIntents(asked: { start: Date; end?: Date; after?: string }) {
  const { start, end, after } = asked;
  const answer = await callDojo({
    operation: "PaymentIntents_Search",
    method: "POST",
    path: "/payment-intents/search",
    body: {
      startDate: start.toISOString(),
      ...(end ? { endDate: end.toISOString() } : {}),
      cursor: { limit: 100, ...(after ? { after } : {}) },
    },
    answer: wire.page,
  });
  const intents: PaymentIntent[] = [];
  const unreadable: UnreadableIntent[] = [];
  for (const item of answer.data ?? []) {
    const read = wire.paymentIntent.safeParse(item);
    if (read.success) intents.push(toPaymentIntent(read.data));
    else unreadable.push(tracesOf(item, placesOf(read.error)));
  }
  return { intents, unreadable, after: answer.after || null };
}

function tracesOf(item: unknown, why: string): UnreadableIntent {
  const traces = wire.paymentIntentTraces.parse(item);
  return {
    id: traces?.id ?? null,
    reference: traces?.reference ?? null,
    attemptId: traces?.metadata?.attemptId ?? null,
    why,
  };
}

type NewRefund = { amountMinor: number; idempotencyKey: string; reason?: string | null };

/** The one POST that Dojo makes idempotent: under the same key it is the same refund, however often it is sent. */
export async function refundPayment(
  intentId: string,
  { amountMinor, idempotencyKey, reason }: NewRefund,
  deadlineMs?: number,
): Promise<{ refundId: string | null }> {
  const answer = await callDojo({
    operation: "Refunds_Create",
    method: "POST",
    path: `/payment-intents/${encodeURIComponent(intentId)}/refunds`,
    body: { amount: amountMinor, ...(reason ? { refundReason: reason } : {}) },
    idempotencyKey,
    answer: wire.refund,
    deadlineMs,
  });
  return { refundId: answer.refundId ?? null };
}

/** Dojo mails its own receipt of a paid intent. Asking twice sends two: the caller keeps count. */
export async function sendReceipt(intentId: string, email: string): Promise<void> {
  return callDojo({
    operation: "Receipt_Create",
    method: "POST",
    path: `/payment-intents/${encodeURIComponent(intentId)}/receipt`,
    body: { emails: [email] },
    answer: "none",
  });
}

function toPaymentIntent(answer: wire.WirePaymentIntent): PaymentIntent {
  return {
    id: answer.id,
    status: answer.status,
    amountMinor: answer.amount.value,
    totalMinor: answer.totalAmount?.value ?? null,
    refundedMinor: answer.refundedAmount ?? 0,
    currency: answer.amount.currencyCode,
    reference: answer.reference,
    attemptId: answer.metadata?.attemptId ?? null,
    customerId: answer.customer?.id ?? null,
    savedCardId: answer.paymentDetails?.paymentMethodId || null,
    events: (answer.paymentEvents ?? []).map((event) => event.eventType),
    createdAt: answer.createdAt,
    expireAt: answer.expireAt ?? null,
  };
}
