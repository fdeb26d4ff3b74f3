import type { z } from "zod";
import type { Intent } from "../entities";
import { invalidField, Refusal } from "../errors";
import type { Money } from "../schemas/common";
import type { IntentRequest, setAmount } from "../schemas/payment-intent";
import type { World } from "../world";
import { isPending } from "./pending";

/** Another amount for an unpaid intent that was made with `customAmountAllowed`; the first one stays on record. */
export function changeAmount(world: World, intent: Intent, asked: z.infer<typeof setAmount>): Intent {
  const { payment } = intent.request.config ?? {};
  requireOpen(world, intent, payment?.customAmountAllowed, "config.payment.customAmountAllowed");
  requireSameCurrency(intent, asked.amount, "amount.currencyCode");
  const requestedAmount = intent.requestedAmount ?? intent.request.amount;
  return putRequest(world, { ...intent, requestedAmount }, { ...intent.request, ...asked });
}

/** Another tip for an unpaid intent that was made with `tipsAllowed`. */
export function changeTips(world: World, intent: Intent, tipsAmount: Money): Intent {
  requireOpen(world, intent, intent.request.config?.payment?.tipsAllowed, "config.payment.tipsAllowed");
  requireSameCurrency(intent, tipsAmount, "tipsAmount.currencyCode");
  return putRequest(world, intent, { ...intent.request, tipsAmount });
}

/** The documented amount leaves out tips, cashback and service charge; the total is with them. */
export function totalOf(request: IntentRequest): Money {
  const extras = [request.tipsAmount, request.cashbackAmount, request.serviceChargeAmount];
  const value = extras.reduce((sum, extra) => sum + (extra?.value ?? 0), request.amount.value);
  return { value, currencyCode: request.amount.currencyCode };
}

function requireOpen(world: World, intent: Intent, allowed: boolean | undefined, switchName: string): void {
  if (intent.status !== "Created") throw new Refusal(405, `The payment intent is ${intent.status}.`);
  if (isPending(world, intent)) throw new Refusal(405, "The shopper is paying at this moment.");
  if (!allowed) throw new Refusal(405, `The payment intent was made without ${switchName}.`);
}

function requireSameCurrency(intent: Intent, asked: Money, field: string): void {
  const { currencyCode } = intent.request.amount;
  if (asked.currencyCode !== currencyCode) throw invalidField(field, `The payment is in ${currencyCode}.`);
}

function putRequest({ store, clock }: World, intent: Intent, request: IntentRequest): Intent {
  return store.intents.put({
    ...intent,
    request,
    totalAmount: totalOf(request),
    updatedAt: clock.iso(),
  });
}
