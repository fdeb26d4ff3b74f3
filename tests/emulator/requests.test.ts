import { describe, expect, it } from "vitest";
import { API_KEY, startDojo } from "./dojo";

const dojo = startDojo();
const money = { value: 100, currencyCode: "GBP" };

describe("the API key", () => {
  it.each([
    ["none at all", ""],
    ["a production key", "sk_prod_c2VjcmV0LWtleQ"],
    ["the placeholder of the guide", "sk_sandbox_<your_api_key>"],
    ["base64 of key and colon", Buffer.from(`${API_KEY}:`).toString("base64")],
    ["an empty key", "sk_sandbox_"],
  ])("refuses %s with problem details", async (_name, key) => {
    const { status, body } = await dojo.call("POST", "/customers", {}, { key });
    expect(status).toBe(401);
    expect(body).toMatchObject({
      title: "Unauthorized",
      status: 401,
      traceId: expect.stringMatching(/^00-/),
    });
  });

  it("must follow the word Basic", async () => {
    const headers = { Authorization: `Bearer ${API_KEY}` };
    expect((await dojo.call("GET", "/webhooks", undefined, { key: "", headers })).status).toBe(401);
  });

  it("is checked before the version and the body", async () => {
    const send = { key: "", version: null, raw: "{" };
    expect((await dojo.call("POST", "/payment-intents", undefined, send)).status).toBe(401);
  });
});

describe("the version header", () => {
  it.each(["2022-01-03", "2024-02-05", "2026-02-27"])("may be %s", async (version) => {
    expect((await dojo.call("POST", "/customers", {}, { version })).status).toBe(200);
  });

  it.each([null, "", "latest", "2026-02-28", "2026-02-30", "2026-2-1", "2025-13-01"])(
    "may not be %s",
    async (version) => {
      const { status, body } = await dojo.call("POST", "/customers", {}, { version });
      expect(status).toBe(400);
      expect(body.errors.version).toHaveLength(1);
    },
  );
});

describe("a request body", () => {
  const refused = async (path: string, body: unknown) => {
    const answer = await dojo.call("POST", path, body);
    expect(answer.status).toBe(400);
    return Object.keys(answer.body.errors);
  };

  it("names every field that is wrong", async () => {
    const body = {
      amount: { value: 1.5, currencyCode: "USD", vat: 1 },
      reference: "x".repeat(61),
      customer: { id: "cust_1", card: "4" },
      itemLines: [{ name: "Mug" }],
      metadata: { page: 1 },
      colour: "red",
    };
    expect((await refused("/payment-intents", body)).sort()).toEqual([
      "amount.currencyCode",
      "amount.value",
      "amount.vat",
      "colour",
      "customer.card",
      "itemLines[0].amountTotal",
      "metadata.page",
      "reference",
    ]);
  });

  it.each([
    ["zero", 0],
    ["a negative amount", -100],
    ["a word", "ten"],
    ["more than a safe integer", 2 ** 60],
  ])("may not ask for %s", async (_name, value) => {
    expect(await refused("/payment-intents", { amount: { ...money, value }, reference: "r" })).toEqual([
      "amount.value",
    ]);
  });

  it("has names in any case and numbers in strings, as the real service reads them", async () => {
    const body = { Amount: { VALUE: "1000", currencycode: "EUR" }, REFERENCE: "Order 5", Description: null };
    const { status, body: intent } = await dojo.call("POST", "/payment-intents", body);
    expect(status).toBe(200);
    expect(intent).toMatchObject({ amount: { value: 1000, currencyCode: "EUR" }, reference: "Order 5" });
    expect(intent).not.toHaveProperty("description");
  });

  it("does not lose keys of metadata to the folding of case, nor trips over __proto__", async () => {
    const raw = `{"amount":{"value":1,"currencyCode":"GBP"},"reference":"r","metadata":{"A":"1","a":"2","__proto__":"3"}}`;
    const { body } = await dojo.call("POST", "/payment-intents", undefined, { raw });
    expect(Object.entries(body.metadata)).toEqual(
      expect.arrayContaining([
        ["A", "1"],
        ["a", "2"],
      ]),
    );
    const attack = await dojo.call("POST", "/customers", undefined, { raw: `{"__proto__":{"name":"x"}}` });
    expect(attack.status).toBe(400);
  });

  it.each(["", "{", "null", "[]", "7", `{"name":}`])(
    "that is not a JSON object (%s) is a 400",
    async (raw) => {
      const { status, body } = await dojo.call("POST", "/customers", undefined, { raw });
      expect(status).toBe(400);
      expect(body.errors).toHaveProperty("$");
    },
  );

  it("may be a mebibyte and no more", async () => {
    const { status } = await dojo.call("POST", "/customers", { name: "x".repeat(1024 * 1024) });
    expect(status).toBe(400);
    const deep = await dojo.call("POST", "/customers", undefined, {
      raw: "[".repeat(200_000) + "]".repeat(200_000),
    });
    expect(deep.status).toBe(400);
  });

  it.each(["javascript:alert(1)", "//shop.example/x", "data:text/html,x", "shop"])(
    "may not send shoppers to %s",
    async (redirectUrl) => {
      const body = { amount: money, reference: "r", config: { redirectUrl } };
      expect(await refused("/payment-intents", body)).toEqual(["config.redirectUrl"]);
    },
  );
});

describe("a refusal", () => {
  it("says in plain words what each field needs", async () => {
    const { body } = await dojo.call("POST", "/payment-intents", {
      amount: { value: 0, currencyCode: "USD" },
      description: 7,
      captureMode: "Later",
      itemLines: "none",
      paymentMethods: ["Cash"],
      config: { title: "x".repeat(101) },
    });
    expect(body.errors).toEqual({
      "amount.value": ["More than 0."],
      "amount.currencyCode": ["Use GBP or EUR."],
      reference: ["This is required."],
      description: ["Use a text."],
      captureMode: ["Use Auto, Manual."],
      itemLines: ["Use a list."],
      "paymentMethods[0]": ["Use Card, Wallet, SavedCard."],
      "config.title": ["At most 100 characters."],
    });
  });
});

describe("a client of version 2022-04-07", () => {
  it("names item lines by their caption and may say where an order came from", async () => {
    const itemLines = [{ caption: "Mug", quantity: 1, amountTotal: money }];
    const body = { amount: money, reference: "r", itemLines, transactionSource: "MOTO" };
    const made = await dojo.call("POST", "/payment-intents", body, { version: "2022-04-07" });
    expect(made.status).toBe(200);
    expect(made.body.itemLines).toEqual([{ name: "Mug", caption: "Mug", quantity: 1, amountTotal: money }]);
    expect(made.body).not.toHaveProperty("transactionSource");
  });
});

describe("paths", () => {
  it("that are no operation are 404, and 405 with another method", async () => {
    expect((await dojo.call("GET", "/payments")).status).toBe(404);
    expect((await dojo.call("PUT", "/customers")).status).toBe(405);
    const wrong = await dojo.call("POST", "/customers/c1/secret", { life: 15 });
    expect(wrong.body.detail).toContain("POST /customers/c1/secret");
    const [entry] = (await dojo.journal()).slice(-1);
    expect(entry).toMatchObject({ operationId: null, status: 404, request: { life: 15 } });
    expect(entry.response.detail).toBe(wrong.body.detail);
  });
});
