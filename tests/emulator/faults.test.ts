import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { API_KEY, type Dojo, type Json, startDojo } from "./dojo";
import { putFaults as put } from "./faults";
import { listen } from "./port";

const CREATE = "Customers_Create";

const count = async (dojo: Dojo) => (await dojo.state()).customers.length;
const create = async (dojo: Dojo) => (await dojo.call("POST", "/customers", {})).status;

describe("fault rules", () => {
  it("fire at the nth call, a number of times, the first that matches", async () => {
    const dojo = startDojo();
    await put(
      dojo,
      { operation: CREATE, kind: "status", status: 503, nth: 2, times: 2 },
      { operation: CREATE, kind: "status", status: 502, nth: 3, times: 2 },
    );
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push(await create(dojo));
    expect(statuses).toEqual([200, 503, 503, 502, 502, 200]);
  });

  it("leave other operations alone and stop when they are cleared", async () => {
    const dojo = startDojo();
    await put(dojo, { operation: "Customers_Search", kind: "status", times: 5 });
    expect(await create(dojo)).toBe(200);
    expect((await dojo.call("POST", "/customers/search", {})).status).toBe(500);
    expect((await dojo.control("DELETE", "faults")).status).toBe(204);
    expect((await dojo.call("POST", "/customers/search", {})).status).toBe(200);
  });

  it("draw the same chances from the same seed, which the list shows", async () => {
    const draw = async (seed?: number) => {
      const dojo = startDojo();
      await put(dojo, {
        operation: CREATE,
        kind: "status",
        probability: 0.5,
        ...(seed === undefined ? {} : { seed }),
      });
      const [rule] = (await dojo.control("GET", "faults")).body;
      const drawn = [];
      for (let i = 0; i < 20; i++) drawn.push(await create(dojo));
      return { seed: rule.seed, drawn };
    };
    const first = await draw();
    expect(new Set(first.drawn)).toEqual(new Set([200, 500]));
    expect(await draw(first.seed)).toEqual(first);
  });

  it("draw the same chances in another program with the same seed, and again after a reset", async () => {
    const draw = async (dojo: Dojo) => {
      await put(dojo, { operation: CREATE, kind: "status", probability: 0.5 });
      const drawn = [];
      for (let i = 0; i < 20; i++) drawn.push(await create(dojo));
      return drawn.join();
    };
    const dojo = startDojo({ seed: 7 });
    const first = await draw(dojo);
    const second = await draw(dojo);
    expect(second).not.toBe(first);
    await dojo.control("POST", "reset");
    expect(await draw(dojo)).toBe(first);
    expect(await draw(startDojo({ seed: 7 }))).toBe(first);
  });

  it("may be about every operation at once, as when the whole provider is down", async () => {
    const dojo = startDojo();
    const { id } = await dojo.intent();
    await put(dojo, { operation: "*", kind: "status", status: 503, probability: 1 });
    const calls = [create(dojo), dojo.call("GET", `/payment-intents/${id}`).then(({ status }) => status)];
    expect(await Promise.all(calls)).toEqual([503, 503]);
  });

  it.each([
    [{ operation: CREATE, kind: "explode" }],
    [{ operation: "Customers_Sing", kind: "status" }],
    [{ operation: CREATE, kind: "status", chance: 1 }],
    [{ operation: CREATE, kind: "status", probability: 2 }],
    [{ operation: "webhook", kind: "html" }],
    [{ operation: CREATE, kind: "drop" }],
    [{ operation: CREATE, kind: "searchOrder" }],
    [{ operation: "Customers_Get", kind: "wrongAmount" }],
    [{ operation: "*", kind: "keyForgotten" }],
    [{ kind: "status" }],
  ])("refuse %o", async (fault) => {
    const { status, body } = await startDojo().control("PUT", "faults", [fault]);
    expect(status).toBe(400);
    expect(Object.keys(body.errors).length).toBeGreaterThan(0);
  });
});

describe("an answer on demand", () => {
  it("refuses before the call took effect or after it", async () => {
    const dojo = startDojo();
    await put(dojo, { operation: CREATE, kind: "status", status: 500 });
    expect([await create(dojo), await count(dojo)]).toEqual([500, 0]);
    await put(dojo, { operation: CREATE, kind: "status", status: 500, phase: "after" });
    expect([await create(dojo), await count(dojo)]).toEqual([500, 1]);
  });

  it("says 504 now and commits later", async () => {
    const dojo = startDojo();
    await put(dojo, { operation: CREATE, kind: "status", status: 504, commitAfterMs: 50 });
    expect([await create(dojo), await count(dojo)]).toEqual([504, 0]);
    await vi.waitFor(async () => expect(await count(dojo)).toBe(1));
  });

  it("asks for patience with Retry-After, when told to", async () => {
    const dojo = startDojo();
    await put(dojo, { operation: CREATE, kind: "status", status: 429, retryAfterS: 7 });
    const { status, headers, body } = await dojo.call("POST", "/customers", {});
    expect([status, headers.get("retry-after"), body.title]).toEqual([429, "7", "Too Many Requests"]);
  });

  it("follows the clock: a late commit or answer comes when its time has come", async () => {
    const dojo = startDojo();
    await put(dojo, { operation: CREATE, kind: "status", status: 504, commitAfterMs: 3_600_000 });
    await create(dojo);
    await put(dojo, { operation: CREATE, kind: "delay", delayMs: 3_600_000 });
    const late = create(dojo);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await count(dojo)).toBe(0);
    await dojo.advance(3_600_000);
    expect(await late).toBe(200);
    expect(await count(dojo)).toBe(2);
  });

  it("names a field when told to, as a refused phone number would be", async () => {
    const dojo = startDojo();
    const fault = {
      operation: CREATE,
      kind: "status",
      status: 400,
      field: "phoneNumber",
      value: "Too short.",
    };
    await put(dojo, fault);
    expect((await dojo.call("POST", "/customers", {})).body.errors).toEqual({ phoneNumber: ["Too short."] });
  });

  it.each([401, 403, 409, 429, 502, 503, 504])("is %i as a problem of its own title", async (status) => {
    const dojo = startDojo();
    await put(dojo, { operation: CREATE, kind: "status", status });
    const answer = await dojo.call("POST", "/customers", {});
    expect([answer.status, answer.body.status]).toEqual([status, status]);
    expect(answer.body.title).not.toBe("Error");
    expect(answer.headers.get("retry-after")).toBeNull();
    expect(await count(dojo)).toBe(0);
  });

  it("comes late, before or after the call takes effect", async () => {
    const dojo = startDojo();
    for (const [phase, counted] of [
      ["before", 0],
      ["after", 2],
    ] as const) {
      await put(dojo, { operation: CREATE, kind: "delay", delayMs: 80, phase });
      const answer = create(dojo);
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(await count(dojo)).toBe(counted);
      expect(await answer).toBe(200);
    }
  });

  it("is a web page", async () => {
    const dojo = startDojo();
    await put(dojo, { operation: CREATE, kind: "html" });
    const { status, headers, body } = await dojo.call("POST", "/customers", {});
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(body).toContain("<h1>");
    await put(dojo, { operation: CREATE, kind: "html", value: "", phase: "after" });
    expect((await dojo.call("POST", "/customers", {})).body).toBeNull();
    expect(await count(dojo)).toBe(1);
  });

  it("is about someone else", async () => {
    const dojo = startDojo();
    const id = await dojo.customer();
    const key = await dojo.secret(id);
    await put(dojo, { operation: "Customers_GetPaymentMethods", kind: "wrongId" });
    const { body } = await dojo.call("GET", `/customers/public/${id}/payment-methods`, undefined, { key });
    expect(body.customerId).toMatch(/^cust_sandbox_A+$/);
    expect(body.savedPaymentMethods).toEqual([]);
    await put(dojo, { operation: "Customers_Get", kind: "wrongId", value: "cust_sandbox_other" });
    expect((await dojo.call("GET", `/customers/${id}`)).body).toMatchObject([{ id: "cust_sandbox_other" }]);
  });

  it("has another amount, currency or reference, or lacks a field", async () => {
    const dojo = startDojo();
    const { id } = await dojo.intent();
    const operation = "PaymentIntents_Get";
    const spoilt = async (fault: object): Promise<Json> => {
      await put(dojo, { operation, ...fault });
      return (await dojo.call("GET", `/payment-intents/${id}`)).body;
    };
    expect((await spoilt({ kind: "wrongAmount" })).amount.value).toBe(1235);
    expect((await spoilt({ kind: "wrongCurrency" })).amount.currencyCode).toBe("EUR");
    expect((await spoilt({ kind: "wrongReference" })).reference).not.toBe("Order 1");
    expect(await spoilt({ kind: "dropField", field: "status" })).not.toHaveProperty("status");
    expect((await spoilt({ kind: "wrongId" })).id).not.toBe(id);
    const deep = await spoilt({ kind: "wrongId", field: "amount.value", value: "lots" });
    expect(deep.amount).toEqual({ value: "lots", currencyCode: "GBP" });
    expect((await dojo.journal()).at(-1).fault).toBe("wrongId");
    await dojo.call("GET", `/payment-intents/${id}`);
    expect((await dojo.journal()).at(-1)).not.toHaveProperty("fault");
    expect((await dojo.call("GET", `/payment-intents/${id}`)).body.amount.value).toBe(1234);
  });
});

describe("a connection", () => {
  const dojo = startDojo();
  let port: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    port = await listen(dojo);
  });
  afterAll(() => port.close());

  const post = (timeoutMs = 2_000) =>
    fetch(`${port.url}/customers`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${API_KEY}`,
        version: "2026-02-27",
        "Content-Type": "application/json",
      },
      body: "{}",
      signal: AbortSignal.timeout(timeoutMs),
    });

  it("is reset after the call took effect", async () => {
    const before = await count(dojo);
    await put(dojo, { operation: CREATE, kind: "reset", phase: "after" });
    await expect(post()).rejects.toThrow("fetch failed");
    expect(await count(dojo)).toBe(before + 1);
    expect((await post()).status).toBe(200);
  });

  it("hangs until the caller gives up, and the journal says that nobody was answered", async () => {
    await put(dojo, { operation: CREATE, kind: "hang" });
    await expect(post(150)).rejects.toThrow(/timeout/);
    expect((await dojo.journal()).at(-1)).toMatchObject({
      operationId: CREATE,
      status: null,
      response: null,
    });
    expect((await post()).status).toBe(200);
  });

  it("ends in the middle of the answer", async () => {
    await put(dojo, { operation: CREATE, kind: "truncate" });
    const response = await post();
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow();
  });

  it("brings one byte a second", async () => {
    await put(dojo, { operation: CREATE, kind: "slow" });
    const response = await post(1_400);
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1);
    await expect(reader?.read()).rejects.toThrow();
  });
});

describe("a payment that lands while its intent is being cancelled", () => {
  it.each([
    ["before", "Captured", 400],
    ["after", "Canceled", 200],
  ])("is decided by which came first: cancelled %s the wait", async (phase, status, answer) => {
    const dojo = startDojo();
    const { id } = await dojo.intent();
    await put(dojo, { operation: "PaymentIntents_Delete", kind: "delay", delayMs: 60_000, phase });
    const cancelled = dojo.call("DELETE", `/payment-intents/${id}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const paid = await dojo.control("POST", "pay", { paymentIntentId: id });
    await dojo.advance(60_000);
    expect((await cancelled).status).toBe(answer);
    expect(paid.status).toBe(status === "Captured" ? 200 : 409);
    expect((await dojo.state()).paymentIntents).toMatchObject([{ id, status }]);
  });
});
