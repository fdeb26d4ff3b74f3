import type { Call, Handlers } from "../call";
import { Refusal } from "../errors";
import { captureIntent } from "../payments/capture";
import { changeAmount, changeTips } from "../payments/change-amount";
import { chargeIntent } from "../payments/charge";
import { newClientSession } from "../payments/client-session";
import { presentIntent } from "../payments/present";
import { reverseIntent } from "../payments/reverse";
import { createCapture, setAmount, setTips } from "../schemas/payment-intent";
import type { World } from "../world";
import { findIntent } from "./payment-intents";

/** What a merchant does to an intent between its creation and a refund. */
export function intentChangeHandlers(world: World): Handlers {
  const asked = (call: Call) => findIntent(world, call.param("paymentIntentId"));
  return {
    Captures_Create(call) {
      const { capture } = captureIntent(world, asked(call), call.body(createCapture));
      return { status: 200, body: { captureId: capture.id, message: `Captured ${capture.amount}` } };
    },

    Reversal_Create(call) {
      const { reversalId } = reverseIntent(world, asked(call));
      return { status: 200, body: { reversalId, message: "Reversed" } };
    },

    PaymentIntents_SetCustomAmount(call) {
      const intent = changeAmount(world, asked(call), call.body(setAmount));
      return { status: 200, body: presentIntent(world, intent) };
    },

    PaymentIntents_SetTipsAmount(call) {
      const intent = changeTips(world, asked(call), call.body(setTips).tipsAmount);
      return { status: 200, body: presentIntent(world, intent) };
    },

    PaymentIntents_RefreshClientSessionSecret(call) {
      const intent = asked(call);
      if (intent.status !== "Created") throw new Refusal(400, `The payment intent is ${intent.status}.`);
      const clientSession = newClientSession(world);
      const refreshed = { ...intent, clientSession, updatedAt: world.clock.iso() };
      return { status: 200, body: presentIntent(world, world.store.intents.put(refreshed)) };
    },

    PaymentIntents_ChargePaymentIntent(call) {
      const { intent, paid } = chargeIntent(world, asked(call));
      const body = paid
        ? { paymentIntentId: intent.id, status: "Successful", message: intent.paymentDetails?.message }
        : { paymentIntentId: intent.id, status: "Declined", message: "DECLINED" };
      return { status: 200, body };
    },
  };
}
