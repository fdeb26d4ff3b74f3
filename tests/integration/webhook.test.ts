import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { receiveWebhook } from "@/lib/checkout/receive-webhook";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { owner } from "../setup/owner";
import { receiveWebhooks } from "../setup/receive-webhooks";
import { advance, emulator, openOrder, openShop, orderOf } from "./support";

beforeAll(openShop);

function signed(body: string, secret = env().DOJO_WEBHOOK_SECRETS[0] ?? ""): string {
  const hex = createHmac("sha256", secret).update(body).digest("hex").toUpperCase();
  return `sha256=${hex.match(/../g)?.join("-")}`;
}

function deliver(body: string, signature: string | null = signed(body)): Promise<number> {
  const headers: Record<string, string> = signature === null ? {} : { "dojo-signature": signature };
  return receiveWebhook(new Request("http://localhost/api/webhooks/dojo", { method: "POST", body, headers }));
}

const eventBody = (fields: Record<string, unknown> = {}) =>
  JSON.stringify({ id: `evt_${randomUUID()}`, event: "payment_intent.status_updated", ...fields });

describe("a delivery from Dojo over HTTP", () => {
  let stop: () => Promise<void>;
  beforeAll(async () => {
    stop = await receiveWebhooks(async (request) => {
      const status = await receiveWebhook(request);
      if (status === 200) await processWebhookEvents();
      return new Response(null, { status });
    });
  });
  afterAll(() => stop());

  test("is verified, stored under its own id and settles the order", async () => {
    const { intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await vi.waitFor(async () => expect((await orderOf(intentId)).status).toBe("PAID"), 5_000);
    const stored = await db().webhookEvent.findFirstOrThrow({ where: { intentId } });
    await vi.waitFor(async () => {
      const delivery = (await emulator.state()).deliveries.find(({ eventId }) => eventId === stored.id);
      expect(delivery?.attempts.map(({ status }) => status)).toEqual([200]);
    }, 5_000);
  });

  test("that comes again changes nothing", async () => {
    const { intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await vi.waitFor(async () => expect((await orderOf(intentId)).status).toBe("PAID"), 5_000);
    const before = await orderOf(intentId);
    const { id: eventId } = await db().webhookEvent.findFirstOrThrow({ where: { intentId } });
    const delivery = (await emulator.state()).deliveries.find((sent) => sent.eventId === eventId);
    await emulator.redeliver(delivery?.id ?? "");
    await vi.waitFor(async () => {
      const again = (await emulator.state()).deliveries.find((sent) => sent.eventId === eventId);
      expect(again?.attempts.length).toBeGreaterThan(1);
    }, 5_000);
    expect({ ...(await orderOf(intentId)) }).toEqual(before);
    expect(await db().webhookEvent.count({ where: { intentId } })).toBe(1);
  });
});

describe("what a stranger can send", () => {
  test.each([
    ["no signature", null],
    ["plain hex", `sha256=${"ab".repeat(32)}`],
    ["another secret's signature", signed("{}", "another secret")],
  ])("%s is answered 401 and not stored", async (_case, signature) => {
    const before = await db().webhookEvent.count();
    expect(await deliver("{}", signature)).toBe(401);
    expect(await db().webhookEvent.count()).toBe(before);
  });

  test("malformed JSON with a right signature is answered 400", async () => {
    expect(await deliver('{"id": "evt_1", ')).toBe(400);
  });

  test("more than 64 KiB is not read to its end", async () => {
    expect(await deliver("x".repeat(65 * 1024))).toBe(413);
  });
});

describe("the inbox", () => {
  test("takes an unknown event with 200 and leaves orders alone", async () => {
    const body = eventBody({ event: "payment_intent.dreamt_of" });
    expect(await deliver(body)).toBe(200);
    await processWebhookEvents();
    const stored = await db().webhookEvent.findUniqueOrThrow({ where: { id: JSON.parse(body).id } });
    expect(stored.outcome).toBe("ignored");
  });

  test("keeps an event of another account and acts on nothing", async () => {
    const { intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    env().DOJO_ACCOUNT_ID = "acc_ours";
    const body = eventBody({ accountId: "acc_theirs", data: { paymentIntentId: intentId } });
    expect(await deliver(body)).toBe(200);
    await processWebhookEvents();
    env().DOJO_ACCOUNT_ID = undefined;
    expect((await orderOf(intentId)).status).toBe("AWAITING_PAYMENT");
    const stored = await db().webhookEvent.findUniqueOrThrow({ where: { id: JSON.parse(body).id } });
    expect(stored.outcome).toBe("another account");
  });

  test("keeps an event whose intent Dojo cannot show just now, and applies it in the next round", async () => {
    const { intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    const body = eventBody({ data: { paymentIntentId: intentId } });
    await emulator.faults([
      { operation: "PaymentIntents_Get", kind: "status", status: 500, probability: 1, times: 50, seed: 1 },
    ]);
    expect(await deliver(body)).toBe(200);
    await processWebhookEvents();
    expect((await orderOf(intentId)).status).toBe("AWAITING_PAYMENT");
    await emulator.clearFaults();
    const calls = await emulator.callsDuring(processWebhookEvents);
    expect(calls).toEqual([]);
    await advance(6_000);
    await processWebhookEvents();
    expect((await orderOf(intentId)).status).toBe("PAID");
  });

  test("tells of an event that cannot be applied for an hour, and no longer when it is", async () => {
    const { intentId } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    expect(await deliver(eventBody({ data: { paymentIntentId: intentId } }))).toBe(200);
    const stuck = { kind: "event-stuck", subject: intentId, clearedAt: null };
    const never = { operation: "PaymentIntents_Get", kind: "dropField", field: "amount", times: 50 };
    await emulator.faults([never]);
    for (const minutes of [1, 30, 28]) {
      await advance(minutes * 60_000);
      await processWebhookEvents();
      expect(await db().alert.count({ where: stuck })).toBe(0);
    }
    await advance(20 * 60_000);
    await processWebhookEvents();
    const alert = await db().alert.findFirstOrThrow({ where: stuck });
    expect(alert.detail).toMatch(/for 1 h: Dojo PaymentIntents_Get: invalid-answer .*unexpected amount/);
    await emulator.clearFaults();
    await advance(20 * 60_000);
    await processWebhookEvents();
    expect((await orderOf(intentId)).status).toBe("PAID");
    expect(await db().alert.count({ where: stuck })).toBe(0);
  });

  test("tells of an error of the shop's own without its words, which may be a row's", async () => {
    const { intentId, order } = await openOrder();
    await emulator.pay({ paymentIntentId: intentId });
    await deliver(eventBody({ data: { paymentIntentId: intentId } }));
    await owner().$executeRaw`
      ALTER TABLE "Order" ADD CONSTRAINT never_paid CHECK (id <> 'none' AND status <> 'PAID') NOT VALID`;
    await advance(61 * 60_000);
    await processWebhookEvents();
    const alert = await db().alert.findFirst({ where: { kind: "event-stuck", subject: intentId } });
    await owner().$executeRaw`ALTER TABLE "Order" DROP CONSTRAINT never_paid`;
    expect(alert?.detail).toBe(
      `An event about payment ${intentId} could not be applied for 1 h: the log says why.`,
    );
    expect(await db().order.findUnique({ where: { id: order.id } })).toMatchObject({
      status: "AWAITING_PAYMENT",
    });
  });

  test("believes Dojo's API and not the event's own words", async () => {
    const { intentId } = await openOrder();
    await deliver(eventBody({ data: { paymentIntentId: intentId, paymentStatus: "Captured" } }));
    await processWebhookEvents();
    expect((await orderOf(intentId)).status).toBe("AWAITING_PAYMENT");
  });
});
