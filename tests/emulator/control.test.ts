import { describe, expect, it, vi } from "vitest";
import { API_KEY, startDojo } from "./dojo";

const DAY = 24 * 60 * 60_000;

describe("the control API", () => {
  it("shows the state in the agreed shape", async () => {
    const dojo = startDojo();
    const id = await dojo.customer({ name: "Ann" });
    const intent = await dojo.shopIntent(id);
    await dojo.control("POST", "pay", { paymentIntentId: intent.id, saveCard: true });
    await dojo.call(
      "POST",
      `/payment-intents/${intent.id}/refunds`,
      { amount: 5 },
      { headers: { idempotencyKey: "k" } },
    );
    const state = await dojo.state();
    expect(Object.keys(state).sort()).toEqual([
      "customers",
      "deliveries",
      "now",
      "paymentIntents",
      "paymentMethods",
      "refunds",
      "subscriptions",
    ]);
    const [card] = await dojo.cards(id);
    expect(state.customers).toMatchObject([{ id, name: "Ann" }]);
    expect(state.paymentMethods).toEqual([{ customerId: id, id: card.id, cardDetails: card.cardDetails }]);
    expect(state.paymentIntents).toMatchObject([{ id: intent.id, status: "Captured", refundedAmount: 5 }]);
    expect(state.paymentIntents[0]).not.toHaveProperty("paymentLink");
    expect(state.refunds).toMatchObject([{ paymentIntentId: intent.id, amount: 5 }]);
  });

  it("shows no secret that a merchant wrote into a text", async () => {
    const dojo = startDojo();
    const id = await dojo.customer({ name: `\n${API_KEY}` });
    const secret = await dojo.secret(id);
    const intent = await dojo.shopIntent(id, { description: `\n${secret}`, metadata: { [secret]: API_KEY } });
    const paid = await dojo.control("POST", "pay", { paymentIntentId: intent.id });
    const refunded = await dojo.control("POST", "portal-refund", { paymentIntentId: intent.id, amount: 5 });
    for (const answer of [await dojo.state(), paid.body, refunded.body]) {
      const text = JSON.stringify(answer);
      expect(text).toContain("sha256:");
      for (const word of [secret, API_KEY, "paymentLink"]) expect(text).not.toContain(word);
    }
  });

  it("shows deliveries with their attempts", async () => {
    const fetch = vi.fn(async (..._request: unknown[]) => new Response(null, { status: 204 }));
    const dojo = startDojo({ fetch });
    await dojo.call("POST", "/webhooks", {
      events: ["payment_intent.created"],
      url: "https://shop.example/hook",
    });
    await dojo.intent();
    await vi.waitFor(async () => {
      const [delivery] = (await dojo.state()).deliveries;
      expect(delivery).toMatchObject({
        id: expect.stringMatching(/^dlv_/),
        eventId: expect.stringMatching(/^evt_/),
        event: "payment_intent.created",
        url: "https://shop.example/hook",
        state: "delivered",
        attempts: [{ at: expect.stringMatching(/Z$/), status: 204 }],
      });
    });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("pays with a listed card or a saved one of the intent's customer", async () => {
    const dojo = startDojo();
    const pay = (body: object) => dojo.control("POST", "pay", body);
    const id = await dojo.customer();
    const first = await dojo.shopIntent(id);
    const { body } = await pay({ paymentIntentId: first.id, card: "4456530000001096", saveCard: true });
    expect(body).toMatchObject({ id: first.id, status: "Captured" });
    expect(body).not.toHaveProperty("paymentLink");
    const [card] = await dojo.cards(id);
    const second = await dojo.shopIntent(id);
    const paid = await pay({ paymentIntentId: second.id, paymentMethodId: card.id });
    expect(paid.body.paymentDetails.paymentMethodId).toBe(card.id);

    const third = await dojo.shopIntent(await dojo.customer());
    expect((await pay({ paymentIntentId: third.id, paymentMethodId: card.id })).status).toBe(400);
    expect((await pay({ paymentIntentId: third.id, card: "4111111111111111" })).status).toBe(400);
    expect((await pay({ paymentIntentId: third.id, cvv: "1" })).status).toBe(400);
    expect((await pay({ paymentIntentId: "pi_sandbox_unknown" })).status).toBe(404);
    expect((await pay({ paymentIntentId: second.id })).status).toBe(409);
  });

  it("moves the clock forward only", async () => {
    const dojo = startDojo();
    const { body } = await dojo.advance(DAY);
    expect(Date.parse(body.now)).toBeGreaterThanOrEqual(Date.now() + DAY - 1_000);
    expect(Date.parse((await dojo.intent()).createdAt)).toBeGreaterThan(Date.now() + DAY - 5_000);
    expect((await dojo.advance(-1)).status).toBe(400);
    expect((await dojo.control("POST", "clock", {})).status).toBe(400);
    const beyond = await dojo.advance(Date.UTC(9999, 0));
    expect([beyond.status, beyond.body.errors]).toMatchObject([400, { advanceMs: [expect.any(String)] }]);
    expect((await dojo.advance(0)).body.now).toMatch(/^\d{4}-/);
  });

  it("resets everything but the webhook subscriptions", async () => {
    const dojo = startDojo();
    await dojo.call("POST", "/webhooks", {
      events: ["payment_intent.created"],
      url: "https://shop.example/hook",
    });
    const before = (await dojo.call("GET", "/webhooks")).body;
    const id = await dojo.customer();
    const key = await dojo.secret(id);
    await dojo.advance(DAY);
    await dojo.control("PUT", "faults", [{ operation: "Customers_Create", kind: "status", times: 9 }]);
    expect((await dojo.control("POST", "reset")).status).toBe(204);
    expect(await dojo.state()).toMatchObject({ customers: [], paymentIntents: [], deliveries: [] });
    expect((await dojo.call("GET", "/webhooks")).body).toEqual(before);
    expect((await dojo.control("GET", "faults")).body).toEqual([]);
    expect(Date.parse((await dojo.state()).now)).toBeLessThan(Date.now() + 1_000);
    expect(
      (await dojo.call("GET", `/customers/public/${id}/payment-methods`, undefined, { key })).status,
    ).toBe(401);
  });

  it("takes no orders from other sites or through other names", async () => {
    const dojo = startDojo();
    const from = async (url: string, headers: Record<string, string>) =>
      (await dojo.app.request(url, { method: "POST", headers })).status;
    const reset = "http://127.0.0.1:4000/_emulator/reset";
    expect(await from(reset, { origin: "http://localhost:3000" })).toBe(403);
    expect(await from(reset, { origin: "null" })).toBe(403);
    expect(await from(reset, { "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await from(reset, { "sec-fetch-site": "same-site" })).toBe(403);
    expect(await from("http://rebound.example/_emulator/reset", {})).toBe(403);
    expect(await from(reset, { origin: "http://127.0.0.1:4000", "sec-fetch-site": "same-origin" })).toBe(204);
    const remote = { incoming: { socket: { remoteAddress: "192.0.2.7" } } };
    expect((await dojo.app.request("/_emulator/state", {}, remote)).status).toBe(403);
    expect((await dojo.app.request("/_emulator", {}, remote)).status).toBe(403);
  });
});
