import { describe, expect, it } from "vitest";
import { type Json, startDojo } from "./dojo";
import { startReceiver } from "./receiver";

const DAY_MS = 24 * 60 * 60_000;
const dojo = startDojo();

/** £12.34 held on a card, to be captured by hand. */
async function held(more: object = {}, at = dojo): Promise<string> {
  const { id } = await at.intent({ captureMode: "Manual", ...more });
  await at.control("POST", "pay", { paymentIntentId: id });
  return id;
}

async function paid(more: object = {}, at = dojo): Promise<string> {
  const { id } = await at.intent(more);
  await at.control("POST", "pay", { paymentIntentId: id });
  return id;
}

const read = async (id: string, at = dojo): Promise<Json> =>
  (await at.call("GET", `/payment-intents/${id}?returnCanceled=true`)).body;
const capture = (id: string, amount: number, more: object = {}, at = dojo) =>
  at.call("POST", `/payment-intents/${id}/captures`, { amount, ...more });
const reverse = (id: string, at = dojo) => at.call("POST", `/payment-intents/${id}/reversal`);
const refund = (id: string, amount: number) =>
  dojo.call(
    "POST",
    `/payment-intents/${id}/refunds`,
    { amount },
    { headers: { idempotencyKey: `${id}-${amount}` } },
  );

describe("a capture by hand", () => {
  it("takes all that is held", async () => {
    const id = await held();
    expect(await read(id)).toMatchObject({
      status: "Authorized",
      paymentDetails: { message: "AUTHORIZED" },
      captures: [],
    });
    const { status, body } = await capture(id, 1234);
    expect([status, body.captureId]).toEqual([200, expect.stringMatching(/^cp_/)]);
    const intent = await read(id);
    expect(intent).toMatchObject({ status: "Captured", paymentDetails: { message: "DEPOSITED" } });
    expect(intent.captures).toEqual([
      { id: body.captureId, amount: 1234, status: "Successful", createdAt: expect.any(String) },
    ]);
    expect(intent.paymentEvents.map((event: Json) => event.eventType)).toEqual(["Authorized", "Captured"]);
  });

  it("may come in parts, never more than is held, tips within it", async () => {
    const id = await held();
    await capture(id, 1000);
    const over = await capture(id, 200, { tipsAmount: 35 });
    expect([over.status, Object.keys(over.body.errors)]).toEqual([400, ["amount"]]);
    expect((await capture(id, 200, { tipsAmount: 34 })).status).toBe(200);
    expect((await capture(id, 1)).status).toBe(409);
    expect((await read(id)).captures).toMatchObject([{ amount: 1000 }, { amount: 200, tipsAmount: 34 }]);
  });

  it("bounds what can be refunded", async () => {
    const id = await held();
    await capture(id, 500);
    expect((await refund(id, 501)).status).toBe(400);
    expect((await refund(id, 500)).status).toBe(200);
    expect(await read(id)).toMatchObject({ status: "Refunded", refundedAmount: 500 });
    expect((await capture(id, 100)).status).toBe(409);
  });

  it("is one event, at the first part", async () => {
    const hook = await startReceiver();
    const at = startDojo();
    await at.call("POST", "/webhooks", { events: ["payment_intent.status_updated"], url: hook.url });
    const id = await held({}, at);
    await capture(id, 400, {}, at);
    await capture(id, 400, {}, at);
    await expect.poll(() => hook.received.length).toBe(2);
    const statuses = hook.received.map(({ body }) => JSON.parse(body).data);
    expect(statuses.map((data) => data.paymentStatus).sort()).toEqual(["Authorized", "Captured"]);
    expect(statuses[0].captureMode).toBe("Manual");
    hook.close();
  });

  it.each<[string, () => Promise<string>]>([
    ["unpaid", async () => (await dojo.intent({ captureMode: "Manual" })).id],
    ["captured by itself", paid],
  ])("is a conflict for an intent that is %s", async (_name, make) => {
    expect((await capture(await make(), 100)).status).toBe(409);
  });

  it.each([{}, { amount: 0 }, { amount: -1 }, { amount: 1.5 }, { amount: 5, tips: 1 }])(
    "is refused as %o, and for an unknown intent",
    async (body) => {
      const id = await held();
      expect((await dojo.call("POST", `/payment-intents/${id}/captures`, body)).status).toBe(400);
      expect((await capture("pi_sandbox_none", 100)).status).toBe(400);
    },
  );
});

describe("a reversal", () => {
  it("lets go of a held payment, once", async () => {
    const id = await held();
    const { status, body } = await reverse(id);
    expect([status, body.reversalId]).toEqual([200, expect.stringMatching(/^rvs_/)]);
    const intent = await read(id);
    expect(intent.status).toBe("Reversed");
    expect(intent.paymentEvents.at(-1).eventType).toBe("Reversed");
    expect((await reverse(id)).status).toBe(409);
    expect((await capture(id, 1)).status).toBe(409);
    expect((await refund(id, 1)).status).toBe(400);
  });

  it("takes back an automatic payment on its own day only", async () => {
    const noon = Date.parse("2026-03-02T12:00:00Z");
    const at = startDojo({ now: () => noon });
    const today = await paid({}, at);
    const yesterday = await paid({}, at);
    expect((await reverse(today, at)).status).toBe(200);
    await at.advance(DAY_MS / 2);
    expect((await reverse(yesterday, at)).status).toBe(409);
  });

  it("is a conflict when unpaid, captured by hand or partly refunded", async () => {
    const captured = await held();
    await capture(captured, 1234);
    const refunded = await paid();
    await refund(refunded, 1);
    for (const id of [(await dojo.intent()).id, captured, refunded]) {
      expect((await reverse(id)).status).toBe(409);
    }
    expect((await reverse("pi_sandbox_none")).status).toBe(400);
  });
});

describe("a hold that nobody captures", () => {
  const minute = { autoExpireIn: "00:01:00" };

  it.each([
    ["is released", { ...minute, autoExpireAction: "Release" }, 60_000, "Reversed"],
    ["is captured", { ...minute, autoExpireAction: "Capture" }, 60_000, "Captured"],
    ["is released by default", minute, 60_000, "Reversed"],
    ["is released after a week", {}, 7 * DAY_MS, "Reversed"],
    ["counts days", { autoExpireIn: "02.00:00:30" }, 2 * DAY_MS + 30_000, "Reversed"],
  ])("%s", async (_name, asked, afterMs, status) => {
    const at = startDojo({ now: () => Date.parse("2026-03-02T12:00:00Z") });
    const id = await held(asked, at);
    await at.advance(afterMs - 1);
    expect((await read(id, at)).status).toBe("Authorized");
    await at.advance(1);
    const intent = await read(id, at);
    expect(intent.status).toBe(status);
    expect(intent.captures).toMatchObject(status === "Captured" ? [{ amount: 1234 }] : []);
  });

  it("tells the merchant without being asked, also after a restart", async () => {
    const { mkdtempSync } = await import("node:fs");
    const { tmpdir } = await import("node:os");
    const dataDir = mkdtempSync(`${tmpdir()}/emulator-`);
    const hook = await startReceiver();
    const before = startDojo({ dataDir });
    await before.call("POST", "/webhooks", { events: ["payment_intent.status_updated"], url: hook.url });
    await held(minute, before);
    // Not before its answer is on record: what is not would be sent again after the restart.
    await expect.poll(async () => (await before.state()).deliveries[0]?.state).toBe("delivered");
    before.close();
    const after = startDojo({ dataDir });
    await after.advance(60_000);
    await expect.poll(() => hook.received.length).toBe(2);
    expect(JSON.parse(hook.received[1]?.body ?? "").data.paymentStatus).toBe("Reversed");
    hook.close();
    after.close();
  });

  it("stays what it became when it was captured in time", async () => {
    const at = startDojo();
    const id = await held(minute, at);
    await capture(id, 1000, {}, at);
    await at.advance(120_000);
    expect(await read(id, at)).toMatchObject({ status: "Captured", captures: [{ amount: 1000 }] });
  });
});
