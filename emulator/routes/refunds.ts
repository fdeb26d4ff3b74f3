import type { Handlers } from "../call";
import type { Refund } from "../entities";
import { invalidField, Refusal } from "../errors";
import { refundOnce } from "../payments/refund";
import { createRefund } from "../schemas/payment-intent";
import type { World } from "../world";
import { findIntent } from "./payment-intents";

const LONGEST_KEY = 100;

export function refundHandlers(world: World): Handlers {
  return {
    Refunds_Create(call) {
      const intent = findIntent(world, call.param("paymentIntentId"));
      const key = call.header("idempotencyKey") ?? "";
      if (key === "" || key.length > LONGEST_KEY) {
        throw invalidField("idempotencyKey", `This header is required, at most ${LONGEST_KEY} characters.`);
      }
      const asked = call.body(createRefund);
      const keyForgotten = call.fault?.kind === "keyForgotten";
      return { status: 200, body: presentRefund(refundOnce(world, intent, asked, key, keyForgotten)) };
    },

    PaymentIntents_GetRefundById(call) {
      const refund = world.store.refunds.get(call.param("refundId"));
      if (!refund) throw new Refusal(404, "There is no such refund.");
      return { status: 200, body: presentRefund(refund) };
    },
  };
}

function presentRefund(refund: Refund) {
  const { id, paymentIntentId, refundReason = null, notes = null } = refund;
  return { paymentIntentId, refundId: id, refundReason, notes };
}
