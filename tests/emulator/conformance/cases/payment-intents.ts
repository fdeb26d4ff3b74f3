import type { Dojo, Json } from "../../dojo";
import { type Asked, answers, type Cases } from "./case";
import { type Cursors, cardHolder, cursors, of, paid, pay, step } from "./helpers";
import { authorised, captured, charged, held, refunded, reversed } from "./money";
import { ADDRESS, CONFIG, gbp, ITEM_LINES, LINK, METADATA, ORDER, SHIPPING, TAX_LINES } from "./samples";

const DECLINED = "4456530000001013";
const CHALLENGED = "4456530000001096";
const DAY = 24 * 60 * 60_000;
const LEAST = { amount: gbp(1234), reference: "Order 7" };

const create = (more: object) => (): Asked => ({ body: { ...LEAST, ...more } });

/** All that the request can say; `setupIntentId` has a case of its own. */
const everything = async (dojo: Dojo) => {
  const { customerId, paymentMethodId } = await cardHolder(dojo);
  const customer = {
    id: customerId,
    emailAddress: "ann@shop.example",
    phoneNumber: "+44 113 496 0000",
    secret: await dojo.secret(customerId),
    savedCardId: paymentMethodId,
  };
  const body = {
    ...LEAST,
    captureMode: "Manual",
    tipsAmount: gbp(100),
    description: "Tea for two",
    customer,
    billingAddress: ADDRESS,
    shippingDetails: SHIPPING,
    cardHolderNotPresent: false,
    config: CONFIG,
    requestSecurity: { userAgent: "Mozilla/5.0", ipAddress: "192.0.2.7", device: "phone" },
    itemLines: ITEM_LINES,
    taxLines: TAX_LINES,
    paymentMethods: ["SavedCard", "Card", "Wallet"],
    actionLink: LINK,
    expireAt: new Date(Date.now() + DAY).toISOString(),
    autoExpireIn: "1.00:00:00",
    autoExpireAction: "Release",
    metadata: METADATA,
    orderDetails: ORDER,
    cashbackAmount: gbp(10),
    serviceChargeAmount: gbp(20),
    generateRemoteToken: false,
    isNotOnlineCheckout: false,
  };
  return { body, paymentMethodId };
};

const cancelled = async (dojo: Dojo) => {
  const intent = await dojo.intent();
  await dojo.call("DELETE", `/payment-intents/${intent.id}`);
  return intent;
};

const withCard = async (dojo: Dojo, card: string) => pay(dojo, await dojo.intent(), { card });

/** A case about an intent that is there. */
const about = (status: number, what: string, make: (dojo: Dojo) => Promise<Json>) =>
  answers(status, what, async (dojo) => of(await make(dojo)));

/** A search among two intents, with cursors of another one. */
const search = (status: number, what: string, body: (cursors: Cursors) => object) =>
  answers(status, what, async (dojo) => {
    for (const reference of ["first", "second"]) await dojo.intent({ reference });
    return { body: body(await cursors(dojo, "/payment-intents/search", (cursor) => ({ cursor }))) };
  });

export const paymentIntentCases: Cases = {
  PaymentIntents_CreatePaymentIntent: [
    answers(200, "everything", async (dojo) => ({ body: (await everything(dojo)).body })),
    answers(200, "an amount and a reference", create({})),
    answers(200, "null for what is left out", create({ customer: null, config: null, itemLines: null })),
    answers(200, "what a client of 2022 says", () => ({
      version: "2022-04-07",
      body: {
        ...LEAST,
        transactionSource: "MOTO",
        itemLines: [{ caption: "Assam", amountTotal: gbp(1234) }],
      },
    })),
    answers(200, "a later charge of a kept card", async (dojo) =>
      create({ setupIntentId: (await authorised(dojo)).id })(),
    ),
    answers(400, "an unknown setup intent", create({ setupIntentId: "si_sandbox_unknown" })),
    answers(400, "an unknown customer", create({ customer: { id: "cust_sandbox_unknown" } })),
    answers(400, "an unknown saved card", async (dojo) => {
      const id = await dojo.customer();
      return create({ customer: { id, savedCardId: "pm_unknown" } })();
    }),
    answers(400, "another customer's secret", async (dojo) => {
      const [id, other] = [await dojo.customer(), await dojo.customer()];
      return create({ customer: { id, secret: await dojo.secret(other) } })();
    }),
    answers(400, "no money", create({ amount: gbp(0) })),
    answers(400, "another currency", create({ amount: { value: 100, currencyCode: "USD" } })),
    answers(400, "another way to pay", create({ paymentMethods: ["Cash"] })),
    answers(400, "a script as the way back", create({ config: { redirectUrl: "javascript:alert(1)" } })),
    answers(400, "an expiry in the past", create({ expireAt: "2020-01-01T00:00:00Z" })),
    answers(400, "an expiry in a month", create({ autoExpireIn: "30.00:00:00" })),
  ],
  PaymentIntents_Search: [
    search(200, "the second page of some", ({ after }) => ({
      statuses: ["Created", "Captured"],
      startDate: "2020-01-01T00:00:00Z",
      endDate: "2100-01-01T00:00:00Z",
      cursor: { limit: 1, after },
    })),
    search(200, "the first page again", ({ before }) => ({ cursor: { limit: 1, before } })),
    search(200, "everything", () => ({})),
    search(200, "none", () => ({ statuses: ["Refunded"] })),
    search(400, "both directions at once", (cursor) => ({ cursor })),
    search(400, "a cursor of no search", () => ({ cursor: { before: "page 1" } })),
  ],
  PaymentIntents_Get: [
    about(200, "one with everything, paid with a saved card", async (dojo) => {
      const { body, paymentMethodId } = await everything(dojo);
      return pay(dojo, await step(dojo, "/payment-intents", body), { paymentMethodId });
    }),
    about(200, "a new one", (dojo) => dojo.intent()),
    about(200, "one after a decline", (dojo) => withCard(dojo, DECLINED)),
    about(200, "one after a challenge", (dojo) => withCard(dojo, CHALLENGED)),
    about(200, "one whose money is held", (dojo) => held(dojo)),
    about(200, "one captured in part", (dojo) => captured(dojo, { amount: 1000 })),
    about(200, "one captured with a tip", (dojo) => captured(dojo, { amount: 1134, tipsAmount: 100 })),
    about(200, "one whose amount was changed", async (dojo) => {
      const { id } = await dojo.intent({ config: CONFIG });
      return step(dojo, `/payment-intents/${id}/amount`, { amount: gbp(1000) });
    }),
    about(200, "a reversed one", (dojo) => reversed(dojo)),
    about(200, "one refunded in part", (dojo) => refunded(dojo, 34)),
    about(200, "one refunded", (dojo) => refunded(dojo, 1234)),
    about(200, "one charged to a kept card", (dojo) => charged(dojo)),
    answers(200, "a cancelled one, with leave", async (dojo) => ({
      ...of(await cancelled(dojo)),
      query: "returnCanceled=true",
    })),
    about(404, "a cancelled one", cancelled),
    about(404, "an expired one", async (dojo) => {
      const intent = await dojo.intent();
      await dojo.advance(31 * DAY);
      return intent;
    }),
  ],
  PaymentIntents_Delete: [
    about(200, "an unpaid one", (dojo) => dojo.intent()),
    about(400, "a paid one", (dojo) => paid(dojo)),
    about(400, "a cancelled one", cancelled),
  ],
};
