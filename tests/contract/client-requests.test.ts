import { afterAll, beforeEach, describe, expect, test } from "vitest";
import intent from "../fixtures/dojo-guide/payment-intent.json";
import methods from "../fixtures/dojo-guide/payment-methods.json";
import { apiKey, clientAt, json, raw, refusalOf, startStub } from "./stub-server";

const stub = await startStub();
const elsewhere = await startStub();
const dojo = await clientAt(stub.url);
const secret = "cs_sandbox_the-customer-secret";
afterAll(() => Promise.all([stub.close(), elsewhere.close()]));
beforeEach(() => {
  stub.sent.length = 0;
});

const newIntent = {
  amount: { value: 1000, currencyCode: "GBP" as const },
  reference: "HK-1-1",
  description: "Order HK-1",
  redirectUrl: "http://localhost:3000/checkout/return?order=1",
  cancelUrl: "http://localhost:3000/checkout/return?order=1&cancelled=1",
  expireAt: new Date("2026-03-01T10:30:00Z"),
  itemLines: [],
  metadata: { orderId: "o1", attemptId: "a1" },
};

describe("what the shop sends to Dojo", () => {
  test("is authorised by the literal word Basic and the raw key, in the pinned version", async () => {
    stub.answer = json(200, { id: "cust_1" });
    await dojo.createCustomer({ name: "Ann", emailAddress: "ann@example.com", marker: "sf1:x" });
    expect(stub.sent).toMatchObject([{ method: "POST", path: "/customers" }]);
    const { headers, body } = stub.sent[0] ?? {};
    expect(headers).toMatchObject({
      authorization: `Basic ${apiKey}`,
      version: "2026-02-27",
      accept: "application/json",
      "content-type": "application/json",
    });
    expect(JSON.parse(body ?? "")).toEqual({
      name: "Ann",
      emailAddress: "ann@example.com",
      vatNumber: "sf1:x",
    });
  });

  test("for a customer secret has no body, and the span it lives is theirs, not a moment of ours", async () => {
    stub.answer = json(200, { secret, createdAt: "2020-01-01T10:00:00", expireAt: "2020-01-01T10:15:00" });
    expect(await dojo.createCustomerSecret("cust_1")).toEqual({ secret, lifeMs: 15 * 60_000 });
    expect(stub.sent).toMatchObject([{ path: "/customers/cust_1/create-secret", body: "" }]);
    expect(stub.sent[0]?.headers).not.toHaveProperty("content-type");
  });

  test("for the card list carries the customer secret and never the key", async () => {
    stub.answer = json(200, methods);
    const answer = await dojo.fetchPaymentMethods(methods.customerId, secret);
    expect(answer.savedPaymentMethods).toHaveLength(2);
    expect(stub.sent).toMatchObject([
      { method: "GET", path: `/customers/public/${methods.customerId}/payment-methods` },
    ]);
    expect(stub.sent[0]?.headers.authorization).toBe(`Basic ${secret}`);
    expect(JSON.stringify(stub.sent)).not.toContain(apiKey);
  });

  test.each([
    ["a saved card", { id: "cust_1", secret, savedCardId: "pm_1" }],
    ["a new card", { id: "cust_1", secret }],
  ])("for an intent with %s names exactly that customer and both ways to pay", async (_, customer) => {
    stub.answer = json(200, intent);
    const made = await dojo.createPaymentIntent({ ...newIntent, customer });
    const body = JSON.parse(stub.sent[0]?.body ?? "");
    expect(body.customer).toEqual(customer);
    expect(body.paymentMethods).toEqual(["SavedCard", "Card"]);
    expect(body).toMatchObject({
      captureMode: "Auto",
      amount: newIntent.amount,
      expireAt: "2026-03-01T10:30:00.000Z",
    });
    const { redirectUrl, cancelUrl } = newIntent;
    expect(body.config).toEqual({ title: "Test shop", redirectUrl, cancelUrl });
    expect(made.paymentLink).toBe(intent.paymentLink);
    expect(made.intent).toMatchObject({
      id: intent.id,
      status: "Created",
      amountMinor: 1000,
      currency: "GBP",
    });
  });

  test("escapes every id in a path", async () => {
    stub.answer = raw(204, "");
    await dojo.deletePaymentMethod("../c?1", secret, "pm/2#3");
    await dojo.cancelPaymentIntent("pi 1/refunds");
    await dojo.deleteCustomer("a,b&c");
    expect(stub.sent.map(({ path }) => path)).toEqual([
      "/customers/public/..%2Fc%3F1/payment-methods/pm%2F2%233",
      "/payment-intents/pi%201%2Frefunds",
      "/customers/a%2Cb%26c",
    ]);
  });

  test("for an intent asks for cancelled ones too", async () => {
    stub.answer = json(200, { ...intent, status: "Canceled" });
    expect(await dojo.fetchPaymentIntent(intent.id)).toMatchObject({ id: intent.id, status: "Canceled" });
    expect(stub.sent[0]?.path).toBe(`/payment-intents/${intent.id}?returnCanceled=true`);
  });
});

describe("an answer about somebody or something else", () => {
  test("is refused when the cards are another customer's", async () => {
    stub.answer = json(200, methods);
    const error = await refusalOf(dojo.fetchPaymentMethods("cust_sandbox_other", secret));
    expect(error.kind).toBe("invalid-answer");
    expect(error.message).not.toMatch(/4456|1096|pm_/);
  });

  test("is refused when it is another intent", async () => {
    stub.answer = json(200, intent);
    expect((await refusalOf(dojo.fetchPaymentIntent("pi_other"))).kind).toBe("invalid-answer");
  });
});

describe("a redirect", () => {
  test.each([301, 302, 303, 307, 308])(
    "(%i) is not followed, and the key goes nowhere else",
    async (status) => {
      stub.answer = raw(status, "", { location: `${elsewhere.url}/customers` });
      const get = await refusalOf(dojo.fetchPaymentIntent(intent.id));
      const post = await refusalOf(dojo.createCustomerSecret("cust_1"));
      for (const error of [get, post]) {
        expect(error).toMatchObject({
          kind: "invalid-answer",
          status,
          retryable: false,
          nothingHappened: false,
        });
        expect(String(error)).not.toContain(elsewhere.url);
      }
      expect(stub.sent).toHaveLength(2);
      expect(elsewhere.sent).toHaveLength(0);
    },
  );
});
