import "server-only";
import { tellKeyRefused } from "@/lib/alerts/tell-key-refused";
import type { Shopper } from "@/lib/auth/session";
import { type Attempt, beginAttempt, giveUpAttempt, markSent, nextStep } from "@/lib/checkout/attempts";
import { cancelAtDojo } from "@/lib/checkout/cancel-at-dojo";
import type { Payer } from "@/lib/checkout/choose-step";
import { recoverAttempt } from "@/lib/checkout/recover-attempt";
import { sendIntent } from "@/lib/checkout/send-intent";
import { settleOrder } from "@/lib/checkout/settle-order";
import { type OpenCustomer, openCustomer } from "@/lib/customers/open-customer";
import { isDatabaseBusy } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { env } from "@/lib/env";
import { hasTurn } from "@/lib/limits";
import { log } from "@/lib/log";
import { pause } from "@/lib/pause";

/** In ms: how long one click waits for another that is already making the link, or for Dojo to find a lost one. */
const WAIT_MS = 8_000;
const PAUSE_MS = { wait: 200, recover: 500 };
/** A cancel that Dojo refuses while the intent stays open is tried again this often, then left to a later click. */
const CANCELS = 2;

export type Payment =
  | { kind: "link"; link: string }
  /** The order can no longer be paid: it is paid, ended or being looked at. */
  | { kind: "over" }
  | {
      kind: "problem";
      /**
       * `no-customer`: the saved cards cannot be opened; the shopper may choose to pay without them. `earlier-payment`:
       * Dojo does not know the intent that is open, so it cannot be cancelled and is waited for.
       */
      problem:
        | "dojo-unavailable"
        | "payment-refused"
        | "busy"
        | "no-customer"
        | "earlier-payment"
        | "too-often";
    };

/**
 * A payment link for the order: the live one if it fits, else a new intent, the old one cancelled first. At most
 * one payable intent exists per order, and no link is shown before the row that owns it is committed.
 */
export async function startPayment(user: Shopper, orderId: string, payer: Payer = {}): Promise<Payment> {
  const stop = Date.now() + WAIT_MS;
  let cancels = 0;
  try {
    while (Date.now() < stop && cancels <= CANCELS) {
      const step = await nextStep(orderId, payer);
      if (step.kind === "reuse") return { kind: "link", link: step.link };
      if (step.kind === "over") return { kind: "over" };
      if (step.kind === "expired") await settleOrder(orderId);
      if (step.kind === "cancel-first") {
        cancels += 1;
        await cancelAtDojo(step.intentId);
      }
      if (step.kind === "recover" && !(await recoverAttempt(step.attemptId))) await pause(PAUSE_MS.recover);
      if (step.kind === "create") {
        if (!(await hasTurn(perAccount(), user.id))) return { kind: "problem", problem: "too-often" };
        const payment = await createIntent(user, orderId, payer);
        if (payment) return payment;
      }
      if (step.kind === "wait" || cancels > 1) await pause(PAUSE_MS.wait);
    }
    return { kind: "problem", problem: "busy" };
  } catch (error) {
    return { kind: "problem", problem: await problemOf(error, orderId) };
  }
}

const perAccount = () => ({ name: "payment", points: env().LIMIT_PAYMENTS, seconds: 10 * 60 });

async function problemOf(error: unknown, orderId: string) {
  if (isDatabaseBusy(error)) return "busy";
  if (!(error instanceof DojoError)) throw error;
  const { kind, operation, status, traceId, message } = error;
  log.error({ orderId, operation, kind, status, traceId, error: message }, "a payment could not be started");
  await tellKeyRefused(error);
  if (kind === "not-found") return "earlier-payment";
  return error.retryable || kind === "invalid-answer" ? "dojo-unavailable" : "payment-refused";
}

/** Null when another request is ahead, or took the place from us; then the outcome must be read again. */
async function createIntent(user: Shopper, orderId: string, payer: Payer): Promise<Payment | null> {
  const attempt = await beginAttempt(orderId);
  if (!attempt) return null;
  const customer = payer.withoutCustomer ? undefined : await openFor(user, attempt);
  if (customer === null) return { kind: "problem", problem: "no-customer" };
  const savedCardId = customer && !customer.remade ? payer.savedCardId : undefined;
  if (!(await markSent(attempt.id, { customerId: customer?.id ?? null, savedCardId }))) return null;
  const link = await sendIntent(orderId, attempt, customer, savedCardId);
  return link ? { kind: "link", link } : null;
}

/**
 * Null when Dojo is too slow or in trouble, or refuses this customer: the shopper may pay without one. A refused key is
 * an error like any other. Either way nothing was sent for this attempt, and somebody else may try at once.
 */
async function openFor(user: Shopper, attempt: Attempt): Promise<OpenCustomer | null> {
  let customer: OpenCustomer | null = null;
  try {
    customer = await openCustomer(user);
  } catch (error) {
    await giveUpAttempt(attempt.id, "REFUSED");
    if (!(error instanceof DojoError) || error.kind === "unauthorised") throw error;
    log.warn(
      { userId: user.id, error: error.message, traceId: error.traceId },
      "a customer could not be opened",
    );
  }
  if (!customer) await giveUpAttempt(attempt.id, "REFUSED");
  return customer;
}
