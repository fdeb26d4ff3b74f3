import { describe, expect, it } from "vitest";
import { type Dojo, type Json, startDojo } from "./dojo";
import { putFaults as put } from "./faults";

const names = (rows: Json[]) => rows.map((row) => row.name);

/** Customers named 1 to n, the newest being n. */
async function withCustomers(n: number): Promise<Dojo> {
  const dojo = startDojo();
  for (let i = 1; i <= n; i++) await dojo.customer({ name: String(i) });
  return dojo;
}

/** Every page of a search, from the newest on. */
async function scan(dojo: Dojo, limit = 2): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const { status, body } = await dojo.call("POST", "/customers/search", {
      limit,
      ...(after ? { after } : {}),
    });
    if (status !== 200) throw new Error(JSON.stringify(body));
    pages.push(names(body.data));
    after = body.after;
  } while (after);
  return pages;
}

const everySearch = { operation: "Customers_Search", probability: 1 };

describe("a search", () => {
  it("comes in another order, the same on every page", async () => {
    const dojo = await withCustomers(5);
    await put(dojo, { ...everySearch, kind: "searchOrder" });
    expect(await scan(dojo)).toEqual([["1", "2"], ["3", "4"], ["5"]]);
    await put(dojo, { ...everySearch, kind: "searchOrder", value: "random", seed: 3 });
    const shuffled = (await scan(dojo)).flat();
    expect(shuffled.toSorted()).toEqual(["1", "2", "3", "4", "5"]);
    expect(["12345", "54321"]).not.toContain(shuffled.join(""));
    expect((await scan(dojo, 1)).flat()).toEqual(shuffled);
  });

  it("goes back over its pages in any order", async () => {
    const dojo = await withCustomers(5);
    await put(dojo, { ...everySearch, kind: "searchOrder" });
    const first = (await dojo.call("POST", "/customers/search", { limit: 2 })).body;
    const second = (await dojo.call("POST", "/customers/search", { limit: 2, after: first.after })).body;
    const back = (await dojo.call("POST", "/customers/search", { limit: 2, before: second.before })).body;
    expect([names(second.data), names(back.data)]).toEqual([
      ["3", "4"],
      ["1", "2"],
    ]);
  });

  it("repeats an item on the next page, or leaves one out between pages", async () => {
    const dojo = await withCustomers(5);
    await put(dojo, { operation: "Customers_Search", kind: "searchRepeat" });
    expect(await scan(dojo)).toEqual([
      ["5", "4"],
      ["4", "3"],
      ["2", "1"],
    ]);
    await put(dojo, { operation: "Customers_Search", kind: "searchSkip" });
    expect(await scan(dojo)).toEqual([
      ["5", "4"],
      ["2", "1"],
    ]);
    expect(await scan(dojo)).toEqual([["5", "4"], ["3", "2"], ["1"]]);
  });

  it("refuses a cursor that was good a moment ago", async () => {
    const dojo = await withCustomers(3);
    const { after } = (await dojo.call("POST", "/customers/search", { limit: 1 })).body;
    await put(dojo, { operation: "Customers_Search", kind: "cursorExpired" });
    const { status, body } = await dojo.call("POST", "/customers/search", { after });
    expect([status, Object.keys(body.errors)]).toEqual([400, ["after"]]);
    expect((await dojo.call("POST", "/customers/search", { after })).status).toBe(200);
  });

  it("gives fewer than were asked for", async () => {
    const dojo = await withCustomers(5);
    await put(dojo, { ...everySearch, kind: "searchLimit", value: 3 });
    expect(await scan(dojo, 100)).toEqual([
      ["5", "4", "3"],
      ["2", "1"],
    ]);
  });

  it("lacks a field of what it finds, or one of its own", async () => {
    const dojo = await withCustomers(2);
    await put(dojo, { operation: "Customers_Search", kind: "dropField", field: "name" });
    const { body } = await dojo.call("POST", "/customers/search", {});
    expect(body.data.map((row: Json) => Object.hasOwn(row, "name"))).toEqual([false, false]);
    await put(dojo, { operation: "Customers_Search", kind: "dropField", field: "data" });
    expect((await dojo.call("POST", "/customers/search", {})).body).not.toHaveProperty("data");
  });

  it("of payment intents can be bent too", async () => {
    const dojo = startDojo();
    for (const reference of ["1", "2", "3"]) await dojo.intent({ reference });
    await put(dojo, { operation: "PaymentIntents_Search", kind: "searchOrder" });
    const { body } = await dojo.call("POST", "/payment-intents/search", {});
    expect(body.data.map((row: Json) => row.reference)).toEqual(["1", "2", "3"]);
  });
});

describe("a reading that lags", () => {
  it("does not know yet what was just made, in searches and by id", async () => {
    const dojo = await withCustomers(1);
    await dojo.advance(20_000);
    const id = await dojo.customer({ name: "2" });
    const intent = await dojo.intent();
    const lag = { kind: "lag", delayMs: 15_000, probability: 1 };
    await put(
      dojo,
      ...["Customers_Search", "Customers_Get", "PaymentIntents_Search", "PaymentIntents_Get"].map(
        (operation) => ({ operation, ...lag }),
      ),
    );
    const look = async () => ({
      found: (await scan(dojo)).flat(),
      byId: names((await dojo.call("GET", `/customers/${id}`)).body),
      intents: (await dojo.call("POST", "/payment-intents/search", {})).body.data.length,
      status: (await dojo.call("GET", `/payment-intents/${intent.id}`)).status,
    });
    expect(await look()).toEqual({ found: ["1"], byId: [], intents: 0, status: 404 });
    await dojo.advance(15_000);
    expect(await look()).toEqual({ found: ["2", "1"], byId: ["2"], intents: 1, status: 200 });
  });
});

describe("a stale reading", () => {
  it("shows an intent as it was before its last change", async () => {
    const dojo = startDojo();
    const { id } = await dojo.intent();
    await dojo.control("POST", "pay", { paymentIntentId: id });
    await put(
      dojo,
      { operation: "PaymentIntents_Get", kind: "stale" },
      { operation: "PaymentIntents_Search", kind: "stale" },
    );
    const read = async () => (await dojo.call("GET", `/payment-intents/${id}`)).body;
    const stale = await read();
    expect(stale.status).toBe("Created");
    expect(stale).not.toHaveProperty("paymentDetails");
    expect((await read()).status).toBe("Captured");
    const found = await dojo.call("POST", "/payment-intents/search", {});
    expect(found.body.data[0].status).toBe("Created");
  });

  it("shows a customer under the former name", async () => {
    const dojo = startDojo();
    const id = await dojo.customer({ name: "Before" });
    await dojo.call("PATCH", `/customers/${id}`, { name: "After" });
    await put(dojo, { operation: "Customers_Get", kind: "stale" });
    expect(names((await dojo.call("GET", `/customers/${id}`)).body)).toEqual(["Before"]);
  });
});

describe("somebody else's deletion", () => {
  it("comes between the shop and its customer", async () => {
    const dojo = startDojo();
    const id = await dojo.customer();
    await put(dojo, { operation: "Customers_CreateCustomerSecret", kind: "forget" });
    expect((await dojo.call("POST", `/customers/${id}/create-secret`)).status).toBe(404);
    expect((await dojo.state()).customers).toEqual([]);
  });

  it("comes just after the answer", async () => {
    const dojo = startDojo();
    const id = await dojo.customer();
    await put(dojo, { operation: "Customers_CreateCustomerSecret", kind: "forget", phase: "after" });
    const key = await dojo.secret(id);
    const cards = await dojo.call("GET", `/customers/public/${id}/payment-methods`, undefined, { key });
    expect(cards.status).toBe(401);
  });

  it("takes the customer whom a new intent names", async () => {
    const dojo = startDojo();
    const id = await dojo.customer();
    const customer = { id, secret: await dojo.secret(id) };
    await put(dojo, { operation: "PaymentIntents_CreatePaymentIntent", kind: "forget" });
    const body = { amount: { value: 1, currencyCode: "GBP" }, reference: "r", customer };
    expect((await dojo.call("POST", "/payment-intents", body)).body.errors).toHaveProperty("customer.id");
  });

  it("takes an intent", async () => {
    const dojo = startDojo();
    const { id } = await dojo.intent();
    await put(dojo, { operation: "PaymentIntents_Get", kind: "forget" });
    expect((await dojo.call("GET", `/payment-intents/${id}?returnCanceled=true`)).status).toBe(404);
  });
});
