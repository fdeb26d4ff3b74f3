import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { EmulatorOptions } from "../../emulator/server";
import { sign } from "../../emulator/signature";
import { type Dojo, type Json, startDojo } from "./dojo";
import { startReceiver } from "./receiver";

const BOTH = ["payment_intent.created", "payment_intent.status_updated"];
const open: { close: () => void }[] = [];

afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

function start(options: EmulatorOptions = {}): Dojo {
  const dojo = startDojo(options);
  open.push(dojo);
  return dojo;
}

async function receiver(answers?: number[]) {
  const made = await startReceiver(answers);
  open.push(made);
  return made;
}

async function subscribe(dojo: Dojo, url: string, events = BOTH): Promise<Json> {
  return (await dojo.call("POST", "/webhooks", { events, url })).body;
}

const delivery = async (dojo: Dojo, index = 0): Promise<Json> => (await dojo.state()).deliveries[index];

describe("the signature", () => {
  it("is the one that Dojo publishes for its example", () => {
    const body =
      '{"id":"evt_hnnHxIKR_Uy6bhZCusCltw","event":"payment_intent.created","accountId":"acc_test","createdAt":"2022-02-01T13:07:41.8667859Z","data":{"paymentIntentId":"pi_vpwd4ooAPEqyNAQe4z89WQ","paymentStatus":"Created","captureMode":"Auto"}}';
    expect(sign(body, "PDYkJQq6sESYHp_zJuTTBQ")).toBe(
      "sha256=4B-49-F8-FE-25-A7-E6-7D-00-4F-A7-9C-F8-0B-63-00-C7-77-B4-F2-2D-E5-E1-22-84-FA-04-18-50-A1-76-FD",
    );
  });
});

describe("subscriptions", () => {
  const dojo = startDojo();
  const url = "https://shop.example/hook";

  it("are made, listed, changed and deleted", async () => {
    expect((await dojo.call("GET", "/webhooks/events")).body).toEqual([
      { model: "PaymentIntent", events: [...BOTH, "payment_intent.send-receipt"] },
    ]);
    const made = await subscribe(dojo, url);
    expect(made).toMatchObject({
      id: expect.stringMatching(/^ws_/),
      accountId: expect.stringMatching(/^acc_/),
      events: BOTH,
      url,
      secrets: [{ id: expect.stringMatching(/^sc_/), value: expect.any(String), isActive: true }],
    });
    expect((await dojo.call("GET", "/webhooks")).body).toEqual([made]);
    const moved = await dojo.call("PATCH", `/webhooks/${made.id}`, { url: "http://localhost:3000/hook" });
    expect(moved.body).toMatchObject({
      url: "http://localhost:3000/hook",
      events: BOTH,
      secrets: made.secrets,
    });
    expect((await dojo.call("DELETE", `/webhooks/${made.id}`)).status).toBe(204);
    expect((await dojo.call("GET", "/webhooks")).body).toEqual([]);
    expect((await dojo.call("DELETE", `/webhooks/${made.id}`)).status).toBe(404);
  });

  it("are one for each event", async () => {
    const one = await subscribe(dojo, url, [BOTH[0] ?? ""]);
    const two = await subscribe(dojo, url, [BOTH[1] ?? ""]);
    expect((await dojo.call("POST", "/webhooks", { events: BOTH, url })).status).toBe(409);
    expect((await dojo.call("PATCH", `/webhooks/${one.id}`, { events: BOTH })).status).toBe(409);
    await dojo.call("DELETE", `/webhooks/${two.id}`);
    expect((await dojo.call("PATCH", `/webhooks/${one.id}`, { events: BOTH })).status).toBe(200);
    await dojo.call("DELETE", `/webhooks/${one.id}`);
  });

  it.each([
    ["http to another machine", { events: BOTH, url: "http://shop.example/hook" }],
    ["no web address", { events: BOTH, url: "shop" }],
    ["an unknown event", { events: ["payment.sung"], url }],
    ["no event", { events: [], url }],
    ["an unknown field", { events: BOTH, url, secret: "mine" }],
  ])("are refused with %s", async (_name, body) => {
    const { status, body: error } = await dojo.call("POST", "/webhooks", body);
    expect(status).toBe(400);
    expect(Object.keys(error).sort()).toEqual(["detail", "errors", "status", "title", "traceId", "type"]);
  });

  it("may name the events of the published examples, which are never sent", async () => {
    const made = await subscribe(dojo, url, [
      "order.created",
      "payment.successful",
      "payment_intent.updated",
    ]);
    await dojo.intent();
    expect((await dojo.state()).deliveries).toEqual([]);
    await dojo.call("DELETE", `/webhooks/${made.id}`);
  });

  it("rotate their secrets: generate, activate, delete", async () => {
    const { id, secrets } = await subscribe(dojo, url);
    const path = `/webhooks/${id}/secrets`;
    const made = (await dojo.call("POST", path)).body;
    expect(made).toMatchObject({ id, secrets: [{ isActive: true }, { isActive: false }] });
    const fresh = made.secrets[1].id;
    expect((await dojo.call("PUT", `${path}/${fresh}/activate`)).status).toBe(204);
    expect((await dojo.call("DELETE", `${path}/${secrets[0].id}`)).status).toBe(204);
    expect((await dojo.call("GET", path)).body.secrets).toMatchObject([{ id: fresh, isActive: true }]);
    expect((await dojo.call("PUT", `${path}/sc_unknown/activate`)).status).toBe(404);
    expect((await dojo.call("POST", "/webhooks/ws_unknown/secrets")).status).toBe(404);
    expect((await dojo.call("GET", path, undefined, { key: "" })).status).toBe(401);
  });
});

describe("a delivery", () => {
  it("is the published event, signed over its bytes with the newest active secret", async () => {
    const dojo = start();
    const hook = await receiver();
    const { id, secrets } = await subscribe(dojo, hook.url);
    const intent = await dojo.intent({ captureMode: "Manual" });
    await vi.waitFor(() => expect(hook.received).toHaveLength(1));
    const [first] = hook.received;
    expect(JSON.parse(first?.body ?? "")).toEqual({
      id: expect.stringMatching(/^evt_[\w-]{22}$/),
      event: "payment_intent.created",
      accountId: expect.stringMatching(/^acc_/),
      createdAt: expect.stringMatching(/Z$/),
      data: { paymentIntentId: intent.id, paymentStatus: "Created", captureMode: "Manual" },
    });
    expect(first?.signature).toBe(sign(first?.body ?? "", secrets[0].value));

    const rotated = (await dojo.call("POST", `/webhooks/${id}/secrets`)).body.secrets[1];
    await dojo.call("PUT", `/webhooks/${id}/secrets/${rotated.id}/activate`);
    await dojo.control("POST", "pay", { paymentIntentId: intent.id });
    await vi.waitFor(() => expect(hook.received).toHaveLength(2));
    const second = hook.received[1];
    expect(JSON.parse(second?.body ?? "")).toMatchObject({
      event: "payment_intent.status_updated",
      data: { paymentStatus: "Authorized" },
    });
    expect(second?.signature).toBe(sign(second?.body ?? "", rotated.value));
  });

  it("is sent for cancellation and expiry, but not for a decline or a partial refund", async () => {
    const dojo = start();
    const hook = await receiver();
    await subscribe(dojo, hook.url, ["payment_intent.status_updated"]);
    const statuses = () => hook.received.map((each) => JSON.parse(each.body).data.paymentStatus);
    const paid = await dojo.intent();
    await dojo.control("POST", "pay", { paymentIntentId: paid.id, card: "4456530000001013" });
    await dojo.control("POST", "pay", { paymentIntentId: paid.id });
    const refund = (amount: number) =>
      dojo.call(
        "POST",
        `/payment-intents/${paid.id}/refunds`,
        { amount },
        { headers: { idempotencyKey: `${amount}` } },
      );
    await refund(234);
    await vi.waitFor(() => expect(statuses()).toEqual(["Captured"]));
    await refund(1000);
    await vi.waitFor(() => expect(statuses()).toEqual(["Captured", "Refunded"]));
    await dojo.call("DELETE", `/payment-intents/${(await dojo.intent()).id}`);
    await vi.waitFor(() => expect(statuses()).toEqual(["Captured", "Refunded", "Canceled"]));
    await dojo.intent({ expireAt: new Date(Date.now() + 60_000).toISOString() });
    await dojo.advance(61_000);
    await vi.waitFor(() => expect(statuses()).toHaveLength(4));
  });

  it("is tried again after errors with growing gaps, each try when its time has come", async () => {
    const dojo = start();
    const hook = await receiver([500, 404, 200]);
    await subscribe(dojo, hook.url);
    await dojo.intent();
    await vi.waitFor(async () => expect((await delivery(dojo)).attempts).toHaveLength(1));
    const waiting = await delivery(dojo);
    expect(waiting.state).toBe("pending");
    expect(Date.parse(waiting.nextAttemptAt) - Date.parse(waiting.attempts[0].at)).toBeGreaterThanOrEqual(
      1_000,
    );
    await dojo.advance(1_000);
    await vi.waitFor(async () => expect((await delivery(dojo)).attempts).toHaveLength(2));
    await dojo.advance(4_000);
    expect(hook.received).toHaveLength(2);
    await dojo.advance(1_000);
    await vi.waitFor(async () => expect((await delivery(dojo)).state).toBe("delivered"));
    const done = await delivery(dojo);
    expect(done.attempts.map((each: { status: number }) => each.status)).toEqual([500, 404, 200]);
    expect(new Set(hook.received.map((each) => each.body)).size).toBe(1);
  });

  it("never follows a redirect", async () => {
    const dojo = start();
    const hook = await receiver([302]);
    await subscribe(dojo, hook.url);
    await dojo.intent();
    await vi.waitFor(async () => expect((await delivery(dojo)).attempts).toMatchObject([{ status: 302 }]));
    expect(hook.received.map((each) => each.path)).toEqual(["/hook"]);
    expect((await delivery(dojo)).state).toBe("pending");
  });

  it("counts a silent or absent receiver as a failed try", async () => {
    const dojo = start({ webhookTimeoutMs: 100, webhookGapsMs: [10] });
    const hook = await receiver([0]);
    await subscribe(dojo, hook.url);
    await dojo.intent();
    await vi.waitFor(async () => expect((await delivery(dojo)).state).toBe("failed"));
    expect((await delivery(dojo)).attempts).toMatchObject([
      { status: null, error: "timed out" },
      { status: null, error: "timed out" },
    ]);
    const { id } = (await dojo.call("GET", "/webhooks")).body[0];
    await dojo.call("PATCH", `/webhooks/${id}`, { url: "http://127.0.0.1:9/nobody" });
    await dojo.intent();
    await vi.waitFor(async () =>
      expect((await delivery(dojo, 1)).attempts).toMatchObject([{ status: null }, {}]),
    );
  });

  it("stops after eight tries", async () => {
    const dojo = start({ webhookGapsMs: [1, 1, 1, 1, 1, 1, 1] });
    const hook = await receiver([503]);
    await subscribe(dojo, hook.url);
    await dojo.intent();
    await vi.waitFor(async () => expect((await delivery(dojo)).state).toBe("failed"), 3_000);
    expect(hook.received).toHaveLength(8);
  });

  it("can be sent once more on demand", async () => {
    const dojo = start();
    const hook = await receiver();
    await subscribe(dojo, hook.url);
    await dojo.intent();
    await vi.waitFor(async () => expect((await delivery(dojo)).state).toBe("delivered"));
    const { id } = await delivery(dojo);
    expect((await dojo.control("POST", `deliveries/${id}/redeliver`)).status).toBe(202);
    await vi.waitFor(() => expect(hook.received).toHaveLength(2));
    expect(hook.received[0]?.body).toBe(hook.received[1]?.body);
    expect((await dojo.control("POST", "deliveries/dlv_unknown/redeliver")).status).toBe(404);
  });

  it("that is pending when the program stops goes on after a restart, to where the webhook points then", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "emulator-"));
    const [down, up] = [await receiver([500]), await receiver()];
    const before = start({ dataDir });
    const { id } = await subscribe(before, down.url);
    await before.intent();
    await vi.waitFor(async () => expect((await delivery(before)).attempts).toHaveLength(1));
    await before.call("PATCH", `/webhooks/${id}`, { url: up.url });
    before.close();

    const after = start({ dataDir });
    expect((await delivery(after)).state).toBe("pending");
    await after.advance(1_000);
    await vi.waitFor(async () => expect((await delivery(after)).state).toBe("delivered"));
    expect(up.received[0]?.body).toBe(down.received[0]?.body);
  });
});
