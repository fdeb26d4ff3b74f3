import { describe, expect, it } from "vitest";
import { readFlag } from "../../emulator/validate";
import { API_KEY, type Json, pathOf, startDojo } from "./dojo";

/*
 * What Dojo's own SDKs and clients generated from its description put on the wire, and what they read back.
 */
const dojo = startDojo({ fetch: async () => new Response(null, { status: 204 }) });
const money = { value: 100, currencyCode: "GBP" };
const basics = { amount: money, reference: "Order 1" };
const make = (more: object, version = "2026-02-27") =>
  dojo.call("POST", "/payment-intents", { ...basics, ...more }, { version });
const made = async (more: object): Promise<Json> => {
  const { status, body } = await make(more);
  expect(body).toMatchObject({ id: expect.stringMatching(/^pi_/) });
  expect(status).toBe(200);
  return body;
};

describe("credentials", () => {
  const get = (path: string, ...authorization: string[]) =>
    dojo.app.request(path, {
      headers: [["version", "2026-02-27"], ...authorization.map((each) => ["Authorization", each])] as [
        string,
        string,
      ][],
    });

  it("may be sent twice: the key of the security scheme beside the described header", async () => {
    const id = await dojo.customer();
    const [key, secret] = [`Basic ${API_KEY}`, `Basic ${await dojo.secret(id)}`];
    for (const both of [[key, secret], [secret, key], [`${key}, ${secret}`]]) {
      expect((await get(`/customers/public/${id}/payment-methods`, ...both)).status).toBe(200);
    }
    expect((await get(`/customers/public/${id}/payment-methods`, key)).status).toBe(401);
    expect((await get("/webhooks", key, key)).status).toBe(200);
  });

  it.each(["basic", "BASIC", "Basic "])("have their scheme in any case (%s)", async (scheme) => {
    expect((await get("/webhooks", `${scheme} ${API_KEY}`)).status).toBe(200);
  });

  it("are not asked for where the description says no auth, as Dojo's mobile SDKs do it", async () => {
    const wanted = { reference: "r", terms: "t", merchantInitiatedTransactionType: "NoShow" };
    const { id } = (await dojo.call("POST", "/setup-intents", wanted)).body;
    const send = { key: "", version: "2022-04-07", headers: { "IS-MOBILE": "true" } };
    const path = `/setup-intents/public/${id}`;
    expect((await dojo.call("GET", path, undefined, send)).body.id).toBe(id);
    const fresh = await dojo.call("POST", `${path}/refresh-client-session-secret`, undefined, send);
    expect(fresh.status).toBe(200);
    expect((await dojo.call("GET", `/setup-intents/${id}`, undefined, send)).status).toBe(401);
  });
});

describe("the version header", () => {
  it("may come twice, from an HttpClient that two of Dojo's .NET clients share", async () => {
    const asked = (version: string) => dojo.call("GET", "/webhooks", undefined, { version });
    expect((await asked("2025-09-10, 2025-09-10")).status).toBe(200);
    expect((await asked("2025-09-10,2025-09-10,2025-09-10")).status).toBe(200);
    expect((await asked("2025-09-10, 2026-02-27")).status).toBe(400);
    expect((await asked("2025-09-10, ")).status).toBe(400);
  });
});

describe("a switch in the query", () => {
  it.each([
    ["true", 200],
    ["True", 200],
    ["1", 200],
    ["false", 404],
    ["0", 404],
    ["", 404],
    ["maybe", 400],
  ])("may be %s", async (text, status) => {
    const { id } = await made({});
    await dojo.call("DELETE", `/payment-intents/${id}`);
    const answer = await dojo.call("GET", `/payment-intents/${id}?returnCanceled=${text}`);
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.body.errors).toHaveProperty("returnCanceled");
  });

  it("is off when it is absent", () => {
    expect(readFlag("returnCanceled", undefined)).toBe(false);
  });

  it("closes an authorised setup intent for the PHP client, which prints true as 1", async () => {
    const wanted = { reference: "r", terms: "t", merchantInitiatedTransactionType: "NoShow" };
    const { id } = (await dojo.call("POST", "/setup-intents", wanted)).body;
    await dojo.control("POST", "authorize-setup", { setupIntentId: id });
    const closed = await dojo.call("DELETE", `/setup-intents/${id}?includeAuthorized=1`);
    expect(closed.body.status).toBe("Closed");
  });
});

describe("a body", () => {
  it("may hold null for all that is optional", async () => {
    const names = `captureMode tipsAmount description customer billingAddress shippingDetails config itemLines
      cardHolderNotPresent requestSecurity taxLines paymentMethods actionLink expireAt autoExpireIn metadata
      autoExpireAction setupIntentId orderDetails cashbackAmount serviceChargeAmount generateRemoteToken`;
    const nothing = Object.fromEntries(names.split(/\s+/).map((name) => [name, null]));
    expect(await made(nothing)).toMatchObject({ captureMode: "Auto", itemLines: [], taxLines: [] });
    const line = { id: null, quantity: null, name: null, category: null, modifiers: null, plu: null };
    const inside = {
      customer: { id: null, emailAddress: null, phoneNumber: null, secret: null, savedCardId: null },
      billingAddress: { countryCode: "GB", address1: null, city: null },
      config: { title: null, redirectUrl: null, cancelUrl: null, details: null, payment: null },
      itemLines: [{ ...line, amountTotal: money }],
    };
    expect((await made(inside)).itemLines).toEqual([{ amountTotal: money }]);
  });

  it("may have an item line without an amount, as .NET prints one that was left out", async () => {
    const { itemLines, paymentLink } = await made({
      itemLines: [{ name: "Mug", quantity: 0, amountTotal: null }],
    });
    expect(itemLines).toEqual([{ name: "Mug", quantity: 0, amountTotal: null }]);
    const page = await (await dojo.app.request(pathOf(paymentLink))).text();
    expect(page).toContain("Mug");
  });

  it("has enums in any case, and answers them as they are described", async () => {
    const body = {
      captureMode: "manual",
      paymentMethods: ["card", "SAVEDCARD"],
      autoExpireAction: "RELEASE",
    };
    expect(await made(body)).toMatchObject({
      captureMode: "Manual",
      paymentMethods: ["Card", "SavedCard"],
      autoExpireAction: "Release",
    });
    const found = await dojo.call("POST", "/payment-intents/search", { statuses: ["created"] });
    expect(found.body.data.length).toBeGreaterThan(0);
    expect((await make({ captureMode: "Later" })).body.errors).toHaveProperty("captureMode");
    expect((await make({ amount: { ...money, currencyCode: "gbp" } })).status).toBe(400);
  });

  it.each(["1", "100.0", 1e2, "0100"])("has whole amounts, as %j", async (value) => {
    expect((await made({ amount: { ...money, value } })).amount.value).toBe(Number(value));
  });
});

describe("dates", () => {
  it.each([
    ["2029-01-02T03:04:05.1234567Z", "2029-01-02T03:04:05.123Z"],
    ["2029-01-02T03:04:05.1234567", "2029-01-02T03:04:05.123Z"],
    ["2029-01-02T03:04:05.123456+01:00", "2029-01-02T02:04:05.123Z"],
    ["2029-01-02T03:04:05+00:00", "2029-01-02T03:04:05.000Z"],
    ["9999-12-31T23:59:59.9999999", "9999-12-31T23:59:59.999Z"],
  ])("may be %s", async (expireAt, answered) => {
    expect((await made({ expireAt })).expireAt).toBe(answered);
  });

  it("of .NET that were never set bound a search, and are too late for an expiry", async () => {
    const everything = { startDate: "0001-01-01T00:00:00", endDate: "9999-12-31T23:59:59.9999999" };
    const { status, body } = await dojo.call("POST", "/payment-intents/search", everything);
    expect(status).toBe(200);
    expect(body.data.length).toBeGreaterThan(0);
    expect((await make({ expireAt: "0001-01-01T00:00:00" })).body.errors).toHaveProperty("expireAt");
  });
});

describe("a timespan", () => {
  it.each(["00:05:00", "1.00:00:00", "6.23:59:59", "00:05:00.5000000", "00:00:30.1"])(
    "may be %s, as .NET prints it",
    async (autoExpireIn) => {
      expect((await made({ captureMode: "Manual", autoExpireIn })).autoExpireIn).toBe(autoExpireIn);
    },
  );

  it.each(["00:00:30", "7.00:00:00", "24:00:00", "00:05:00.", "00:05:00.12345678", "-00:05:00", "300"])(
    "may not be %s, which is said once",
    async (autoExpireIn) => {
      const { status, body } = await make({ autoExpireIn });
      expect([status, body.errors.autoExpireIn.length]).toEqual([400, 1]);
    },
  );

  it("counts its fraction of a second", async () => {
    const timed = startDojo({ now: () => 1_800_000_000_000, fetch: async () => new Response() });
    const intent = await timed.intent({ captureMode: "Manual", autoExpireIn: "00:01:00.5000000" });
    await timed.control("POST", "pay", { paymentIntentId: intent.id });
    const status = async () => (await timed.call("GET", `/payment-intents/${intent.id}`)).body.status;
    await timed.advance(60_499);
    expect(await status()).toBe("Authorized");
    await timed.advance(1);
    expect(await status()).toBe("Reversed");
    timed.close();
  });
});

describe("answers to a client of version 2022-04-07", () => {
  it("have the caption of an item line and the flat card details that it reads", async () => {
    const version = "2022-04-07";
    const { body: intent } = await make({ itemLines: [{ caption: "Mug", amountTotal: money }] }, version);
    expect(intent.itemLines).toEqual([{ name: "Mug", caption: "Mug", amountTotal: money }]);
    await dojo.control("POST", "pay", { paymentIntentId: intent.id });
    const paid = (await dojo.call("GET", `/payment-intents/${intent.id}`, undefined, { version })).body;
    const { card } = paid.paymentDetails;
    expect(paid.paymentDetails).toMatchObject({
      cardNumber: card.cardNumber,
      cardName: card.cardName,
      expiryDate: card.expiryDate,
      cardType: card.cardType,
    });
    const search = (as: string) =>
      dojo.call("POST", "/payment-intents/search", { statuses: ["Captured"] }, { version: as });
    expect((await search(version)).body.data[0]).toEqual(paid);
    const [newer] = (await search("2024-02-05")).body.data;
    expect(newer.itemLines).toEqual([{ name: "Mug", amountTotal: money }]);
    expect(newer.paymentDetails).not.toHaveProperty("cardNumber");
  });
});
