import { describe, expect, it } from "vitest";
import { startDojo } from "./dojo";

const dojo = startDojo({ publicUrl: "http://pay.test:4000", tradingName: "Cam Test Ltd" });
const DAY = 24 * 60 * 60_000;

describe("a new payment intent", () => {
  it("carries what the published answers carry", async () => {
    const id = await dojo.customer();
    const intent = await dojo.shopIntent(id, { description: "Demo", metadata: { shop: "1" } });
    expect(intent).toMatchObject({
      id: expect.stringMatching(/^pi_sandbox_[\w-]{22}$/),
      captureMode: "Auto",
      cardHolderNotPresent: false,
      clientSessionSecretExpirationDate: "0001-01-01T00:00:00Z",
      status: "Created",
      paymentMethods: ["SavedCard", "Card"],
      amount: { value: 1234, currencyCode: "GBP" },
      totalAmount: { value: 1234, currencyCode: "GBP" },
      refundedAmount: 0,
      reference: "Order 1",
      description: "Demo",
      itemLines: [],
      taxLines: [],
      config: {
        branding: {},
        tradingName: "Cam Test Ltd",
        redirectUrl: "https://shop.example/return?order=7",
      },
      paymentSource: "api",
      metadata: { shop: "1" },
      paymentEvents: [],
      terminalSessionHistory: [],
    });
    expect(intent.customer).toEqual({ id });
    expect(intent.merchantConfig.supportedPaymentMethods.cardSchemes).toContain("VISA");
    expect(Date.parse(intent.expireAt) - Date.parse(intent.createdAt)).toBe(30 * DAY);
  });

  it("has a payment link with customer, secret and preferred card, each only when given", async () => {
    const id = await dojo.customer();
    const first = await dojo.shopIntent(id);
    await dojo.control("POST", "pay", { paymentIntentId: first.id, saveCard: true });
    const [card] = await dojo.cards(id);
    const secret = await dojo.secret(id);
    const link = async (customer?: object) =>
      (await dojo.intent(customer ? { customer } : {})).paymentLink.replace(
        /.*\/checkout\/pi_sandbox_[\w-]{22}/,
        "",
      );
    expect(await link()).toBe("");
    expect(await link({ emailAddress: "a@example.com" })).toBe("");
    expect(await link({ id })).toBe(`?cid=${id}`);
    expect(await link({ id, secret })).toBe(`?cid=${id}&csc=${secret}`);
    expect(await link({ id, secret, SavedCardId: card.id })).toBe(`?cid=${id}&csc=${secret}&cpm=${card.id}`);
    expect(first.paymentLink).toMatch(/^http:\/\/pay\.test:4000\/checkout\/pi_sandbox_/);
  });

  it("echoes its lines and takes the card form alone when no methods are named", async () => {
    const itemLines = [
      { id: "1", name: "Mug", quantity: 2, amountTotal: { value: 1000, currencyCode: "GBP" } },
    ];
    const taxLines = [{ caption: "VAT", amountTotal: { value: 234, currencyCode: "GBP" } }];
    const intent = await dojo.intent({ itemLines, taxLines });
    expect(intent).toMatchObject({ itemLines, taxLines, paymentMethods: ["Card"] });
  });

  it("is refused with a customer, secret or card that do not belong together", async () => {
    const [id, other] = [await dojo.customer(), await dojo.customer()];
    const paid = await dojo.shopIntent(other);
    await dojo.control("POST", "pay", { paymentIntentId: paid.id, saveCard: true });
    const [foreign] = await dojo.cards(other);
    const secret = await dojo.secret(id);
    const refused = async (customer: object) => {
      const body = { amount: { value: 1, currencyCode: "GBP" }, reference: "r", customer };
      const answer = await dojo.call("POST", "/payment-intents", body);
      expect(answer.status).toBe(400);
      return Object.keys(answer.body.errors);
    };
    expect(await refused({ id: "cust_sandbox_unknown" })).toEqual(["customer.id"]);
    expect(await refused({ secret })).toEqual(["customer.id"]);
    expect(await refused({ id, secret: await dojo.secret(other) })).toEqual(["customer.secret"]);
    expect(await refused({ id, secret: "cs_sandbox_made-up" })).toEqual(["customer.secret"]);
    expect(await refused({ id, secret, savedCardId: foreign.id })).toEqual(["customer.savedCardId"]);
  });

  it("is refused when it would expire in the past", async () => {
    const body = {
      amount: { value: 1, currencyCode: "GBP" },
      reference: "r",
      expireAt: "2020-01-01T00:00:00Z",
    };
    expect((await dojo.call("POST", "/payment-intents", body)).body.errors).toHaveProperty("expireAt");
  });
});

describe("the life of an intent", () => {
  const get = (id: string, query = "") => dojo.call("GET", `/payment-intents/${id}${query}`);

  it("ends with a cancellation only while it is unpaid", async () => {
    const { id } = await dojo.intent();
    const { status, body } = await dojo.call("DELETE", `/payment-intents/${id}`);
    expect([status, body.id, body.status]).toEqual([200, id, "Canceled"]);
    expect((await get(id)).status).toBe(404);
    expect((await get(id, "?returnCanceled=true")).body.status).toBe("Canceled");
    expect((await dojo.call("DELETE", `/payment-intents/${id}`)).status).toBe(400);
    expect((await dojo.control("POST", "pay", { paymentIntentId: id })).status).toBe(409);
    expect((await dojo.call("DELETE", "/payment-intents/pi_sandbox_unknown")).status).toBe(404);
  });

  it("ends by itself at expireAt", async () => {
    const own = startDojo();
    const expireAt = new Date(Date.now() + 60_000).toISOString();
    const { id } = await own.intent({ expireAt });
    await own.advance(30_000);
    expect((await own.call("GET", `/payment-intents/${id}`)).body.status).toBe("Created");
    await own.advance(31_000);
    expect((await own.call("GET", `/payment-intents/${id}`)).status).toBe(404);
    const { body } = await own.call("GET", `/payment-intents/${id}?returnCanceled=true`);
    expect(body.status).toBe("Canceled");
  });

  it("fills paymentDetails when it is paid", async () => {
    const id = await dojo.customer();
    const { id: paymentIntentId } = await dojo.shopIntent(id);
    await dojo.control("POST", "pay", { paymentIntentId, saveCard: true });
    const { body } = await get(paymentIntentId);
    const [card] = await dojo.cards(id);
    expect(body.status).toBe("Captured");
    expect(body.paymentDetails).toMatchObject({
      transactionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      message: "DEPOSITED",
      authCode: expect.stringMatching(/^\d{6}$/),
      paymentMethodId: card.id,
      card: {
        cardNumber: "52000000****1005",
        expiryDate: "2029-12-31",
        cardType: "MASTERCARD",
        last4PAN: "1005",
      },
    });
    expect(body.paymentEvents).toMatchObject([{ eventType: "Captured", paymentMethodId: card.id }]);
    expect((await dojo.call("DELETE", `/payment-intents/${paymentIntentId}`)).status).toBe(400);
  });

  it("names a payment method only when the card is saved", async () => {
    const { id } = await dojo.intent();
    const { body } = await dojo.control("POST", "pay", { paymentIntentId: id, saveCard: true });
    expect(body.paymentDetails).not.toHaveProperty("paymentMethodId");
    expect(body.paymentEvents[0].paymentMethodId).toBe("");
  });

  it("stays Created through declines, and is held with manual capture", async () => {
    const { id } = await dojo.intent({ captureMode: "Manual" });
    const declined = await dojo.control("POST", "pay", { paymentIntentId: id, card: "4456530000001013" });
    expect(declined.body).toMatchObject({ status: "Created", paymentEvents: [{ eventType: "Declined" }] });
    const paid = await dojo.control("POST", "pay", { paymentIntentId: id, card: "5200000000001096" });
    expect(paid.body.status).toBe("Authorized");
    expect(paid.body.paymentEvents.map((event: { eventType: string }) => event.eventType)).toEqual([
      "Declined",
      "AuthChallenged",
      "Authorized",
    ]);
  });

  it("is found by status and time", async () => {
    const own = startDojo();
    const ids = [];
    for (let i = 0; i < 3; i++) ids.unshift((await own.intent()).id);
    await own.control("POST", "pay", { paymentIntentId: ids[1] });
    const search = async (body: object) => {
      const { data } = (await own.call("POST", "/payment-intents/search", body)).body;
      return data.map((each: { id: string }) => each.id);
    };
    expect(await search({})).toEqual(ids);
    expect(await search({ statuses: ["Captured"] })).toEqual([ids[1]]);
    expect(await search({ cursor: { limit: 1 } })).toEqual([ids[0]]);
    expect(await search({ startDate: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect((await own.call("POST", "/payment-intents/search", { statuses: ["Paid"] })).status).toBe(400);
  });

  it("sends receipts for paid intents only", async () => {
    const { id } = await dojo.intent();
    const receipt = (emails: string[]) => dojo.call("POST", `/payment-intents/${id}/receipt`, { emails });
    expect((await receipt(["a@example.com"])).status).toBe(400);
    await dojo.control("POST", "pay", { paymentIntentId: id });
    expect((await receipt(["a@example.com"])).status).toBe(204);
    expect((await receipt(["nobody"])).status).toBe(400);
  });
});

describe("refunds", () => {
  const refund = (id: string, amount: number, key = "") =>
    dojo.call(
      "POST",
      `/payment-intents/${id}/refunds`,
      { amount },
      { headers: key ? { idempotencyKey: key } : {} },
    );
  const paid = async () => {
    const { id } = await dojo.intent();
    await dojo.control("POST", "pay", { paymentIntentId: id });
    return id;
  };

  it("need an idempotency key, and the same key and body are the same refund", async () => {
    const id = await paid();
    expect((await refund(id, 100)).body.errors).toHaveProperty("idempotencyKey");
    expect((await refund(id, 100, "k".repeat(101))).status).toBe(400);
    const first = await refund(id, 100, `a-${id}`);
    const again = await refund(id, 100, `a-${id}`);
    expect(first.body).toMatchObject({
      paymentIntentId: id,
      refundId: expect.stringMatching(/^rfnd_/),
      notes: null,
    });
    expect(again.body).toEqual(first.body);
    expect((await refund(id, 200, `a-${id}`)).status).toBe(400);
    expect((await dojo.call("GET", `/payment-intents/${id}`)).body).toMatchObject({
      status: "Captured",
      refundedAmount: 100,
    });
  });

  it("end in Refunded when nothing is left, and never exceed what was paid", async () => {
    const id = await paid();
    await refund(id, 1000, `b-${id}`);
    expect((await refund(id, 235, `c-${id}`)).status).toBe(400);
    expect((await refund(id, 234, `d-${id}`)).status).toBe(200);
    const { body } = await dojo.call("GET", `/payment-intents/${id}`);
    expect(body).toMatchObject({ status: "Refunded", refundedAmount: 1234 });
    expect((await refund(id, 1, `e-${id}`)).status).toBe(400);
  });

  it("are refused with 400, the one status documented, for unpaid and unknown intents", async () => {
    const { id } = await dojo.intent();
    expect((await refund(id, 1, "f")).status).toBe(400);
    expect((await refund("pi_sandbox_unknown", 1, "g")).status).toBe(400);
    expect((await dojo.call("GET", "/payment-intents/refunds/rfnd_unknown")).status).toBe(400);
  });
});
