import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Fault } from "../../setup/emulator-control";
import type { Scenario } from "./scenario";
import { MINUTE, type Scene } from "./scene";
import { until } from "./world";

/** An order on Dojo's page, and the next events go this way. */
async function payUnder(scene: Scene, ...faults: Fault[]) {
  const { intentId } = await scene.pressUntilLink(1);
  await scene.dojo(...faults);
  assert.ok(await scene.pay(intentId));
  return intentId;
}

async function playDropped(scene: Scene) {
  await payUnder(scene, { operation: "webhook", kind: "drop" });
  assert.equal((await scene.order()).status, "AWAITING_PAYMENT");
  await scene.timePasses(2 * MINUTE);
  await scene.becomes("PAID");
}

async function playDuplicated(scene: Scene) {
  const { emulator, sql } = scene.ground;
  const intentId = await payUnder(scene, { operation: "webhook", kind: "duplicate", value: 5 });
  await scene.becomes("PAID");
  const told = async () => {
    const { deliveries } = await emulator.state();
    return deliveries.find(
      ({ event, body }) => event.endsWith("status_updated") && body?.data.paymentIntentId === intentId,
    );
  };
  await receiptWent(scene);
  // And again, when everything has long been done.
  await emulator.redeliver((await told())?.id ?? "");
  await until(scene.world, "it came once more", async () => (await told())?.attempts.length === 2);
  assert.ok((await told())?.attempts.every(({ status }) => status === 200));
  const { rowCount } = await sql.query(
    `SELECT 1 FROM "WebhookEvent" WHERE "intentId" = $1 AND event LIKE '%status_updated'`,
    [intentId],
  );
  assert.equal(rowCount, 1, "six deliveries are one event");
  assert.equal((await scene.order()).status, "PAID");
}

/** One receipt, and the ending sees to it that there is no second one. */
async function receiptWent(scene: Scene) {
  await until(scene.world, "the receipt went", async () => (await scene.calls("Receipt_Create")).length > 0);
}

/** Paid by whoever is faster than the answer to the shop: it is settled by our reference. */
async function playEarly(scene: Scene) {
  await scene.dojo(
    { operation: "PaymentIntents_CreatePaymentIntent", kind: "delay", phase: "after", delayMs: 2_500 },
    { operation: "webhook", kind: "early", times: 2 },
  );
  const pressing = scene.press();
  const [intent] = await until(scene.world, "Dojo holds the intent", async () => {
    const intents = await scene.intents();
    return intents.length > 0 && intents;
  });
  assert.ok(intent && (await scene.pay(intent.id)));
  await scene.becomes("PAID");
  const { number } = await scene.order();
  assert.deepEqual(await pressing, { kind: "order", number });
  await scene.hasCalled("PaymentIntents_CreatePaymentIntent", 1);
}

async function playLateAndShuffled(scene: Scene) {
  const days = 3 * 24 * 60 * MINUTE;
  const { intentId } = await scene.pressUntilLink(1);
  await scene.dojo({ operation: "webhook", kind: "delay", delayMs: 60_000, times: 3 });
  assert.ok(await scene.pay(intentId));
  await scene.ground.emulator.portalRefund({
    paymentIntentId: intentId,
    amount: (await scene.order()).totalMinor,
  });
  await scene.timePasses(2 * MINUTE);
  await scene.becomes("REFUNDED");
  await scene.timePasses(days);
  assert.equal((await scene.order()).status, "REFUNDED");
}

async function playUnknown(scene: Scene) {
  const id = `pi_sandbox_${randomUUID()}`;
  await payUnder(scene, { operation: "webhook", kind: "unknownId", value: id });
  const stored = () =>
    scene.ground.sql.query<{ outcome: string | null; tries: number }>(
      `SELECT outcome, tries FROM "WebhookEvent" WHERE "intentId" = $1`,
      [id],
    );
  await until(scene.world, "the event is stored and was tried", async () => {
    const [event] = (await stored()).rows;
    return event && event.tries > 0;
  });
  assert.deepEqual(await scene.alerts("event-orphan", id), [], "it may only be early");
  await scene.timePasses(16 * MINUTE);
  await until(
    scene.world,
    "somebody is told",
    async () => (await scene.alerts("event-orphan", id)).length === 1,
  );
  await until(scene.world, "it is put aside", async () => (await stored()).rows[0]?.outcome === "orphan");
  await scene.becomes("PAID");
}

async function playBadSignature(scene: Scene) {
  await payUnder(scene, { operation: "webhook", kind: "badSignature" });
  await scene.timePasses(2_000);
  await scene.becomes("PAID");
}

/** Nobody answers Dojo until it gives up; the worker asks by itself. */
async function playNobodyHome(scene: Scene) {
  const { shops, ground } = scene.world;
  const { intentId } = await scene.pressUntilLink(1);
  for (const shop of shops) await shop.kill();
  assert.ok(await scene.pay(intentId));
  await scene.timePasses(2 * MINUTE);
  await scene.becomes("PAID");
  await until(
    scene.world,
    "Dojo gives up",
    async () => {
      await scene.timePasses(61 * MINUTE);
      const { deliveries } = await ground.emulator.state();
      const told = deliveries.filter(({ body }) => body?.data.paymentIntentId === intentId);
      return told.some(({ event, attempts }) => event.includes("status_updated") && attempts.length >= 8);
    },
    40_000,
  );
  for (const shop of shops) await shop.start();
}

export const webhookFaults: Scenario[] = [
  { rows: [27], name: "the event is never sent", npmTest: true, play: playDropped },
  { rows: [27], name: "the event comes five times", npmTest: true, play: playDuplicated },
  { rows: [27], name: "events come late and past each other", play: playLateAndShuffled },
  { rows: [28], name: "the event comes before the answer to the shop", npmTest: true, play: playEarly },
  { rows: [29], name: "an event about a payment that nobody knows", play: playUnknown },
  { rows: [30], name: "the first try is wrongly signed", play: playBadSignature },
  { rows: [31], name: "nobody answers Dojo until it gives up", play: playNobodyHome },
];
