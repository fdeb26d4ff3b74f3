import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { API_KEY, type Dojo, type Json, startDojo } from "./dojo";
import { listen } from "./port";
import { startReceiver } from "./receiver";

const CREATE = "Customers_Create";

async function put(dojo: Dojo, ...faults: object[]): Promise<void> {
  const { status, body } = await dojo.control("PUT", "faults", faults);
  if (status !== 200) throw new Error(JSON.stringify(body));
}

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

  it.each([
    [{ operation: CREATE, kind: "explode" }],
    [{ operation: "Customers_Sing", kind: "status" }],
    [{ operation: CREATE, kind: "status", chance: 1 }],
    [{ operation: CREATE, kind: "status", probability: 2 }],
    [{ operation: "webhook", kind: "html" }],
    [{ operation: CREATE, kind: "drop" }],
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

describe("a webhook", () => {
  const run = async (fault: object) => {
    const dojo = startDojo();
    const hook = await startReceiver();
    await dojo.call("POST", "/webhooks", { events: ["payment_intent.created"], url: hook.url });
    await put(dojo, { operation: "webhook", ...fault });
    await dojo.intent();
    const settled = async () => {
      const [delivery] = (await dojo.state()).deliveries;
      expect(delivery.state).not.toBe("pending");
      return delivery;
    };
    return { dojo, hook, settled };
  };

  it("is dropped", async () => {
    const { hook, settled } = await run({ kind: "drop" });
    expect((await vi.waitFor(settled)).state).toBe("dropped");
    expect(hook.received).toHaveLength(0);
    hook.close();
  });

  it("arrives twice under one event id", async () => {
    const { hook, settled } = await run({ kind: "duplicate" });
    await vi.waitFor(settled);
    const ids = hook.received.map((each) => JSON.parse(each.body).id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    hook.close();
  });

  it("has a wrong signature", async () => {
    const bad = await run({ kind: "badSignature" });
    await vi.waitFor(bad.settled);
    const secrets = (await bad.dojo.call("GET", "/webhooks")).body[0].secrets;
    const { sign } = await import("../../emulator/signature");
    const [got] = bad.hook.received;
    expect(got?.signature).toMatch(/^sha256=([0-9A-F]{2}-){31}[0-9A-F]{2}$/);
    expect(got?.signature).not.toBe(sign(got?.body ?? "", secrets[0].value));
    bad.hook.close();
  });

  it("is late", async () => {
    const { dojo, hook, settled } = await run({ kind: "delay", delayMs: 60_000 });
    await vi.waitFor(async () =>
      expect(
        (await dojo.state()).deliveries[0].nextAttemptAt > new Date(Date.now() + 50_000).toISOString(),
      ).toBe(true),
    );
    expect(hook.received).toHaveLength(0);
    await dojo.advance(60_000);
    await vi.waitFor(settled);
    expect(hook.received).toHaveLength(1);
    hook.close();
  });
});
