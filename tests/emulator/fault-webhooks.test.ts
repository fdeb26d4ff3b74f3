import { afterEach, describe, expect, it, vi } from "vitest";
import { sign } from "../../emulator/signature";
import { startDojo } from "./dojo";
import { putFaults as put } from "./faults";
import { startReceiver } from "./receiver";

const open: { close(): void }[] = [];
afterEach(() => {
  for (const hook of open.splice(0)) hook.close();
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
    open.push(hook);
    return { dojo, hook, settled };
  };

  it("is dropped", async () => {
    const { hook, settled } = await run({ kind: "drop" });
    expect((await vi.waitFor(settled)).state).toBe("dropped");
    expect(hook.received).toHaveLength(0);
  });

  it.each([
    [{}, 2],
    [{ value: 5 }, 5],
  ])("arrives several times under one event id: %o", async (more, times) => {
    const { hook, settled } = await run({ kind: "duplicate", ...more });
    await vi.waitFor(settled);
    const ids = hook.received.map((each) => JSON.parse(each.body).id);
    expect(ids).toHaveLength(times);
    expect(new Set(ids).size).toBe(1);
  });

  it("has a wrong signature", async () => {
    const bad = await run({ kind: "badSignature" });
    await vi.waitFor(bad.settled);
    const secrets = (await bad.dojo.call("GET", "/webhooks")).body[0].secrets;
    const [got] = bad.hook.received;
    expect(got?.signature).toMatch(/^sha256=([0-9A-F]{2}-){31}[0-9A-F]{2}$/);
    expect(got?.signature).not.toBe(sign(got?.body ?? "", secrets[0].value));
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
  });
});

describe("webhooks of several events", () => {
  const start = async (...faults: object[]) => {
    const dojo = startDojo();
    const hook = await startReceiver();
    open.push(hook);
    await dojo.call("POST", "/webhooks", {
      events: ["payment_intent.created", "payment_intent.status_updated"],
      url: hook.url,
    });
    await put(dojo, ...faults.map((fault) => ({ operation: "webhook", ...fault })));
    const events = () => hook.received.map(({ body }) => JSON.parse(body));
    return { dojo, hook, events };
  };

  it("overtake one that is held back", async () => {
    const { dojo, events } = await start({ kind: "reorder" });
    const { id } = await dojo.intent();
    await dojo.control("POST", "pay", { paymentIntentId: id });
    await vi.waitFor(() => expect(events()).toHaveLength(2));
    expect(events().map((event) => event.data.paymentStatus)).toEqual(["Captured", "Created"]);
  });

  it("are not held back for ever when no other comes", async () => {
    const { dojo, events } = await start({ kind: "reorder", delayMs: 60_000 });
    await dojo.intent();
    await dojo.advance(59_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(events()).toEqual([]);
    await dojo.advance(1_000);
    await vi.waitFor(() => expect(events()).toHaveLength(1));
  });

  it("are counted as they happen, so that the third one is the third event", async () => {
    const { dojo, events } = await start({ kind: "drop", nth: 3 });
    for (let i = 0; i < 4; i++) await dojo.intent({ reference: String(i) });
    await vi.waitFor(() => expect(events()).toHaveLength(3));
    const states = (await dojo.state()).deliveries.map((delivery: { state: string }) => delivery.state);
    expect(states[2]).toBe("dropped");
  });
});

describe("a webhook about nobody", () => {
  it.each([
    [{}, "data.paymentIntentId", /^pi_sandbox_/],
    [{ field: "accountId" }, "accountId", /^acc_A+$/],
    [{ field: "accountId", value: "acc_other" }, "accountId", /^acc_other$/],
  ])("names another id, well signed: %o", async (more, path, expected) => {
    const dojo = startDojo();
    const hook = await startReceiver();
    open.push(hook);
    const made = await dojo.call("POST", "/webhooks", { events: ["payment_intent.created"], url: hook.url });
    await put(dojo, { operation: "webhook", kind: "unknownId", ...more });
    const { id } = await dojo.intent();
    await vi.waitFor(() => expect(hook.received).toHaveLength(1));
    const { body = "", signature = "" } = hook.received[0] ?? {};
    expect(signature).toBe(sign(body, made.body.secrets[0].value));
    const named = path.split(".").reduce((value, name) => value[name], JSON.parse(body));
    expect(named).toMatch(expected);
    expect(named).not.toBe(id);
  });
});

describe("an early webhook", () => {
  it("is answered before the call that it is about", async () => {
    const dojo = startDojo();
    const hook = await startReceiver();
    open.push(hook);
    await dojo.call("POST", "/webhooks", { events: ["payment_intent.created"], url: hook.url });
    for (let i = 0; i < 10; i++) {
      await put(dojo, { operation: "webhook", kind: "early" });
      await dojo.intent();
      expect(hook.received).toHaveLength(i + 1);
    }
    const [delivery] = (await dojo.state()).deliveries;
    expect(delivery).toMatchObject({ state: "delivered", attempts: [{ status: 200 }] });
  });

  it("is tried again later when nobody took it", async () => {
    const dojo = startDojo();
    await dojo.call("POST", "/webhooks", { events: ["payment_intent.created"], url: "http://127.0.0.1:9/" });
    await put(dojo, { operation: "webhook", kind: "early" });
    await dojo.intent();
    const [delivery] = (await dojo.state()).deliveries;
    expect(delivery).toMatchObject({ state: "pending", attempts: [{ status: null }] });
  });

  it("that time caused, long after the request that set the timer, is sent too", async () => {
    const dojo = startDojo();
    const hook = await startReceiver();
    open.push(hook);
    await dojo.call("POST", "/webhooks", { events: ["payment_intent.status_updated"], url: hook.url });
    await dojo.intent({ expireAt: new Date(Date.now() + 300).toISOString() });
    await put(dojo, { operation: "webhook", kind: "early" });
    await vi.waitFor(() => expect(hook.received).toHaveLength(1), { timeout: 3_000 });
  });
});
