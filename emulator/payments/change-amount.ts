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
  const { currencyCode } = intent.request.amount;
  if (asked.amount.currencyCode !== currencyCode) {
    throw invalidField("amount.currencyCode", `The payment is in ${currencyCode}.`);
  }
  const requestedAmount = intent.requestedAmount ?? intent.request.amount;
  return putRequest(world, { ...intent, requestedAmount }, { ...intent.request, ...asked });
}

/** Another tip for an unpaid intent that was made with `tipsAllowed`. */
export function changeTips(world: World, intent: Intent, tipsAmount: Money): Intent {
  requireOpen(world, intent, intent.request.config?.payment?.tipsAllowed, "config.payment.tipsAllowed");
  return putRequest(world, intent, { ...intent.request, tipsAmount });
}

const EXTRAS = ["tipsAmount", "cashbackAmount", "serviceChargeAmount"] as const;

/** The documented amount leaves out tips, cashback and service charge; the total is with them, in one currency. */
export function totalOf(request: IntentRequest): Money {
  const { currencyCode } = request.amount;
  let value = request.amount.value;
  for (const name of EXTRAS) {
    const extra = request[name];
    if (extra && extra.currencyCode !== currencyCode) {
      throw invalidField(`${name}.currencyCode`, `The payment is in ${currencyCode}.`);
    }
    value += extra?.value ?? 0;
  }
  if (!Number.isSafeInteger(value)) throw invalidField("amount.value", "The total is too large.");
  return { value, currencyCode };
}

function requireOpen(world: World, intent: Intent, allowed: boolean | undefined, switchName: string): void {
  if (intent.status !== "Created") throw new Refusal(405, `The payment intent is ${intent.status}.`);
  if (isPending(world, intent)) throw new Refusal(405, "The shopper is paying at this moment.");
  if (!allowed) throw new Refusal(405, `The payment intent was made without ${switchName}.`);
}

/** A challenge that asks for the former amount is over: what is confirmed is what was shown. */
function putRequest({ store, clock }: World, intent: Intent, request: IntentRequest): Intent {
  for (const challenge of store.challenges.all()) {
    if (challenge.paymentIntentId === intent.id) store.challenges.remove(challenge.id);
  }
  return store.intents.put({
    ...intent,
    request,
    totalAmount: totalOf(request),
    updatedAt: clock.iso(),
  });
}
