import { describe, expect, it } from "vitest";
import { type Json, startDojo } from "./dojo";

const NO_SHOW = { reference: "Table 4", merchantInitiatedTransactionType: "NoShow", terms: "We may charge." };
const dojo = startDojo();

const create = async (more: object = {}, at = dojo): Promise<Json> => {
  const { status, body } = await at.call("POST", "/setup-intents", { ...NO_SHOW, ...more });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};
const authorize = (setupIntentId: string, card?: string, at = dojo) =>
  at.control("POST", "authorize-setup", { setupIntentId, ...(card ? { card } : {}) });
const read = async (id: string, at = dojo): Promise<Json> =>
  (await at.call("GET", `/setup-intents/${id}`)).body;
const charge = (id: string, at = dojo) => at.call("POST", `/payment-intents/${id}/charge`);

describe("a setup intent", () => {
  it("is made, read and shown to the public without its history", async () => {
    const intendedAmount = { value: "1000", currencyCode: "GBP" };
    const made = await create({ intendedAmount, metadata: { table: "4" } });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^si_sandbox_[\w-]{22}$/),
      status: "Created",
      intendedAmount: { value: 1000, currencyCode: "GBP" },
      paymentMethods: ["Card"],
      setupEvents: [],
      ...NO_SHOW,
    });
    expect(await read(made.id)).toEqual(made);
    const { setupEvents: _history, ...open } = made;
    expect((await dojo.call("GET", `/setup-intents/public/${made.id}`)).body).toEqual(open);
  });

  it.each([
    ["no terms", { terms: undefined }, "terms"],
    [
      "another kind of charge",
      { merchantInitiatedTransactionType: "Weekly" },
      "merchantInitiatedTransactionType",
    ],
    ["a customer secret", { customer: { secret: "cs_sandbox_x" } }, "customer.secret"],
    ["an unknown customer", { customer: { id: "cust_sandbox_no" } }, "customer.id"],
    ["an end in the past", { expireAt: "2020-01-01T00:00:00Z" }, "expireAt"],
  ])("is refused with %s", async (_name, more, field) => {
    const { status, body } = await dojo.call("POST", "/setup-intents", { ...NO_SHOW, ...more });
    expect([status, Object.keys(body.errors)]).toEqual([400, [field]]);
  });

  it("is unknown under another id", async () => {
    for (const path of ["si_sandbox_no", "public/si_sandbox_no"]) {
      expect((await dojo.call("GET", `/setup-intents/${path}`)).status).toBe(404);
    }
    expect((await dojo.call("DELETE", "/setup-intents/si_sandbox_no")).status).toBe(404);
  });

  it("gets another client session secret, for owners and for the public", async () => {
    const made = await create();
    const seen = new Set([made.clientSessionSecret]);
    for (const path of [made.id, `public/${made.id}`]) {
      const { body } = await dojo.call("POST", `/setup-intents/${path}/refresh-client-session-secret`);
      seen.add(body.clientSessionSecret);
      expect("setupEvents" in body).toBe(path === made.id);
    }
    expect(seen.size).toBe(3);
    await dojo.call("DELETE", `/setup-intents/${made.id}`);
    const late = await dojo.call("POST", `/setup-intents/${made.id}/refresh-client-session-secret`);
    expect(late.status).toBe(400);
  });

  it("is cancelled before it has a card, and closed after only on demand", async () => {
    const { id: empty } = await create();
    expect((await dojo.call("DELETE", `/setup-intents/${empty}`)).body.status).toBe("Canceled");
    expect((await dojo.call("DELETE", `/setup-intents/${empty}`)).status).toBe(400);
    const { id } = await create();
    await authorize(id);
    expect((await dojo.call("DELETE", `/setup-intents/${id}`)).status).toBe(400);
    const { body } = await dojo.call("DELETE", `/setup-intents/${id}?includeAuthorized=true`);
    expect(body.status).toBe("Closed");
  });

  it("expires without a card, and with its card", async () => {
    const at = startDojo({ now: () => Date.parse("2029-12-01T00:00:00Z") });
    const empty = await create({ expireAt: "2029-12-01T01:00:00Z" }, at);
    const full = await create({}, at);
    await authorize(full.id, undefined, at);
    await at.advance(3_600_000);
    expect((await read(empty.id, at)).status).toBe("Expired");
    expect((await read(full.id, at)).status).toBe("Authorized");
    await at.advance(31 * 24 * 3_600_000);
    expect((await read(full.id, at)).status).toBe("CardExpired");
  });
});

describe("a card that is kept for later", () => {
  const kept = async (more: object = {}) => {
    const { id } = await create(more);
    await authorize(id);
    return id;
  };
  const intentOf = async (setupIntentId: string) => (await dojo.intent({ setupIntentId })).id;

  it("is named masked, and a declined one is not kept", async () => {
    const id = await kept();
    expect(await read(id)).toMatchObject({
      status: "Authorized",
      setupEvents: [{ eventType: "Authorized", cardNumber: "52000000****1005" }],
      paymentDetails: { card: { last4PAN: "1005" } },
    });
    const { id: other } = await create();
    expect((await authorize(other, "4456530000001013")).body).toMatchObject({
      status: "Created",
      setupEvents: [{ eventType: "Declined" }],
    });
    expect((await authorize(id)).status).toBe(409);
  });

  it("is charged without the shopper, once for a no-show", async () => {
    const setup = await kept();
    const id = await intentOf(setup);
    expect(await charge(id)).toMatchObject({
      status: 200,
      body: { paymentIntentId: id, status: "Successful", message: "DEPOSITED" },
    });
    expect((await dojo.call("GET", `/payment-intents/${id}`)).body).toMatchObject({
      status: "Captured",
      setupIntentId: setup,
      paymentDetails: { card: { cardNumber: "52000000****1005" } },
    });
    expect((await read(setup)).status).toBe("Completed");
    expect((await charge(id)).status).toBe(400);
    expect((await charge(await intentOf(setup))).status).toBe(400);
  });

  it("is charged again and again when that was agreed", async () => {
    const setup = await kept({ merchantInitiatedTransactionType: "Unscheduled" });
    for (const id of [await intentOf(setup), await intentOf(setup)]) {
      expect((await charge(id)).body.status).toBe("Successful");
    }
  });

  it("may lack the money when it is charged: nothing is completed", async () => {
    const { id: setup } = await create();
    await authorize(setup, "5200000000002003");
    const id = await intentOf(setup);
    expect((await charge(id)).body).toMatchObject({ paymentIntentId: id, status: "Declined" });
    expect((await read(setup)).status).toBe("Authorized");
    const { body } = await dojo.call("GET", `/payment-intents/${id}`);
    expect([body.status, body.paymentEvents[0].eventType]).toEqual(["Created", "Declined"]);
  });

  it("cannot be charged when it is missing, or the intent names none", async () => {
    const { id } = await create();
    expect((await charge(await intentOf(id))).status).toBe(400);
    expect((await charge((await dojo.intent()).id)).status).toBe(400);
    expect((await charge("pi_sandbox_none")).status).toBe(400);
    const body = { amount: { value: 1, currencyCode: "GBP" }, reference: "r", setupIntentId: "si_no" };
    expect((await dojo.call("POST", "/payment-intents", body)).body.errors).toHaveProperty("setupIntentId");
  });
});
