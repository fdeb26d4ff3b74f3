import type { Handlers } from "../call";
import type { Intent } from "../entities";
import { Refusal } from "../errors";
import { asRead } from "../faults/reading";
import { page } from "../paging";
import { createIntentFrom } from "../payments/create";
import { cancelIntent, currentIntent } from "../payments/expire";
import { presentIntent } from "../payments/present";
import { readDateTime } from "../schemas/common";
import { createIntent, searchIntents, sendReceipt } from "../schemas/payment-intent";
import type { World } from "../world";

/** The intent of a path, or the refusal that its operation documents. */
export function findIntent(world: World, id: string): Intent {
  const intent = currentIntent(world, id);
  return intent ?? unknownIntent();
}

function unknownIntent(): never {
  throw new Refusal(404, "There is no such payment intent.");
}

export function paymentIntentHandlers(world: World): Handlers {
  const { store, clock } = world;
  return {
    PaymentIntents_CreatePaymentIntent(call) {
      const intent = createIntentFrom(world, call.body(createIntent));
      return { status: 200, body: presentIntent(world, intent) };
    },

    PaymentIntents_Get(call) {
      const present = findIntent(world, call.param("paymentIntentId"));
      const [intent = unknownIntent()] = asRead(world, store.intents, [present], call.fault);
      const returnCanceled = call.flag("returnCanceled");
      if (intent.status === "Canceled" && !returnCanceled) {
        throw new Refusal(404, "The payment intent is cancelled; ask with returnCanceled=true to see it.");
      }
      return { status: 200, body: presentIntent(world, intent) };
    },

    PaymentIntents_Delete(call) {
      const intent = findIntent(world, call.param("paymentIntentId"));
      if (intent.status !== "Created") {
        throw new Refusal(
          400,
          `Only a Created payment intent can be cancelled; this one is ${intent.status}.`,
        );
      }
      return { status: 200, body: presentIntent(world, cancelIntent(world, intent, "merchant")) };
    },

    PaymentIntents_Search(call) {
      const { statuses, startDate, endDate, cursor } = call.body(searchIntents);
      const from = startDate === undefined ? undefined : clock.iso(readDateTime(startDate));
      const to = endDate === undefined ? undefined : clock.iso(readDateTime(endDate));
      const found = asRead(world, store.intents, store.intents.all(), call.fault).filter(
        ({ status, createdAt }) =>
          (!statuses?.length || statuses.includes(status)) &&
          (from === undefined || createdAt >= from) &&
          (to === undefined || createdAt <= to),
      );
      const { data, before, after } = page(found, cursor, call.fault);
      return {
        status: 200,
        body: { data: data.map((intent) => presentIntent(world, intent)), before, after },
      };
    },

    Receipt_Create(call) {
      const intent = findIntent(world, call.param("paymentIntentId"));
      call.body(sendReceipt);
      if (intent.paymentDetails === undefined) throw new Refusal(400, "An unpaid intent has no receipt.");
      return { status: 204 };
    },
  };
}
