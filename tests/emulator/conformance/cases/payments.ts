import type { Dojo, Json } from "../../dojo";
import { answers, type Cases } from "./case";
import { of, paid } from "./helpers";
import { captured, chargeable, charged, held, refund, refunded, reversed } from "./money";
import { CONFIG, gbp, ITEM_LINES, TAX_LINES } from "./samples";

const DAY = 24 * 60 * 60_000;
const EUROS = { value: 100, currencyCode: "EUR" };

const withBody = (intent: Json, body: unknown) => ({ ...of(intent), body });

const receipt = async (dojo: Dojo, emails: string[]) => withBody(await paid(dojo), { emails });

const underKey = (intent: Json, body: object, idempotencyKey = "refund-1") => ({
  ...withBody(intent, body),
  headers: { idempotencyKey },
});

/** An intent whose amount the shopper may change. */
const adjustable = (dojo: Dojo) => dojo.intent({ config: CONFIG });

/** What happens with the money of an intent. */
export const paymentCases: Cases = {
  Captures_Create: [
    answers(200, "a part of what is held, with a tip", async (dojo) =>
      withBody(await held(dojo), { amount: 1000, tipsAmount: 100 }),
    ),
    answers(200, "the rest", async (dojo) =>
      withBody(await captured(dojo, { amount: 1000 }), { amount: 234 }),
    ),
    answers(400, "more than is held", async (dojo) => withBody(await held(dojo), { amount: 1235 })),
    answers(400, "more than is left", async (dojo) =>
      withBody(await captured(dojo, { amount: 1000 }), { amount: 235 }),
    ),
    answers(400, "nothing", async (dojo) => withBody(await held(dojo), { amount: 0 })),
    answers(409, "an unpaid one", async (dojo) =>
      withBody(await dojo.intent({ captureMode: "Manual" }), { amount: 1 }),
    ),
    answers(409, "one of which nothing is left", async (dojo) =>
      withBody(await captured(dojo, { amount: 1234 }), { amount: 1 }),
    ),
    answers(409, "one captured at once", async (dojo) => withBody(await paid(dojo), { amount: 1 })),
    answers(409, "a reversed one", async (dojo) => withBody(await reversed(dojo), { amount: 1 })),
  ],
  Reversal_Create: [
    answers(200, "held money", async (dojo) => of(await held(dojo))),
    answers(200, "a payment of today", async (dojo) => of(await paid(dojo))),
    answers(409, "an unpaid one", async (dojo) => of(await dojo.intent())),
    answers(409, "a reversed one", async (dojo) => of(await reversed(dojo))),
    answers(409, "a payment of the day before yesterday", async (dojo) => {
      const intent = await paid(dojo);
      await dojo.advance(2 * DAY);
      return of(intent);
    }),
    answers(409, "one refunded in part", async (dojo) => of(await refunded(dojo, 34))),
  ],
  PaymentIntents_ChargePaymentIntent: [
    answers(200, "a kept card", async (dojo) => of(await chargeable(dojo))),
    answers(400, "one without a setup intent", async (dojo) => of(await dojo.intent())),
    answers(400, "one charged before", async (dojo) => of(await charged(dojo))),
  ],
  PaymentIntents_RefreshClientSessionSecret: [
    answers(200, "an unpaid one", async (dojo) => of(await dojo.intent())),
    answers(400, "a paid one", async (dojo) => of(await paid(dojo))),
  ],
  PaymentIntents_SetTipsAmount: [
    answers(200, "a tip", async (dojo) => withBody(await adjustable(dojo), { tipsAmount: gbp(100) })),
    answers(400, "a tip in another currency", async (dojo) =>
      withBody(await adjustable(dojo), { tipsAmount: EUROS }),
    ),
    answers(405, "where no tips are taken", async (dojo) =>
      withBody(await dojo.intent(), { tipsAmount: gbp(100) }),
    ),
    answers(405, "after it is paid", async (dojo) =>
      withBody(await paid(dojo, { config: CONFIG }), { tipsAmount: gbp(100) }),
    ),
  ],
  PaymentIntents_SetCustomAmount: [
    answers(200, "another amount, with its lines", async (dojo) =>
      withBody(await adjustable(dojo), {
        amount: gbp(1000),
        itemLines: ITEM_LINES,
        taxLines: TAX_LINES,
      }),
    ),
    answers(200, "another amount", async (dojo) => withBody(await adjustable(dojo), { amount: gbp(1) })),
    answers(400, "another currency", async (dojo) => withBody(await adjustable(dojo), { amount: EUROS })),
    answers(405, "where the amount is fixed", async (dojo) =>
      withBody(await dojo.intent(), { amount: gbp(1000) }),
    ),
    answers(405, "after it is paid", async (dojo) =>
      withBody(await paid(dojo, { config: CONFIG }), { amount: gbp(1000) }),
    ),
  ],
  Receipt_Create: [
    answers(204, "a receipt for two readers", (dojo) =>
      receipt(dojo, ["ann@shop.example", "bob@shop.example"]),
    ),
    answers(400, "a receipt for nobody", (dojo) => receipt(dojo, [])),
    answers(400, "a receipt for no address", (dojo) => receipt(dojo, ["ann"])),
    answers(400, "a receipt of nothing paid", async (dojo) =>
      withBody(await dojo.intent(), { emails: ["ann@shop.example"] }),
    ),
  ],
  Refunds_Create: [
    answers(200, "a part, with a reason", async (dojo) =>
      underKey(await paid(dojo), {
        amount: 34,
        previousTransactionId: "t1",
        refundReason: "Broken",
        notes: "One cup",
      }),
    ),
    answers(200, "all of it", async (dojo) => underKey(await paid(dojo), { amount: 1234 }, "k".repeat(100))),
    answers(200, "the same again under its key", async (dojo) =>
      underKey(await refunded(dojo, 34), { amount: 34 }),
    ),
    answers(400, "another under the same key", async (dojo) =>
      underKey(await refunded(dojo, 34), { amount: 35 }),
    ),
    answers(400, "without a key", async (dojo) => withBody(await paid(dojo), { amount: 34 })),
    answers(400, "a key that is too long", async (dojo) =>
      underKey(await paid(dojo), { amount: 34 }, "k".repeat(101)),
    ),
    answers(400, "more than was paid", async (dojo) => underKey(await paid(dojo), { amount: 1235 })),
    answers(400, "an unpaid one", async (dojo) => underKey(await dojo.intent(), { amount: 34 })),
  ],
  PaymentIntents_GetRefundById: [
    answers(200, "a refund", async (dojo) => ({
      params: { refundId: (await refund(dojo, await paid(dojo), 34)).refundId },
    })),
  ],
};
