import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { orderWords, outcomeWords } from "@/lib/messages";
import { cancelOnPage } from "../../chaos/storm/cancel-form";
import { advanceShop } from "../support/time";
import type { Scenario } from "./scenario";
import { DECLINED, MINUTE, type Scene } from "./scene";
import { until } from "./world";

const CREATE = "PaymentIntents_CreatePaymentIntent";
const GET = "PaymentIntents_Get";
const DELETE = "PaymentIntents_Delete";

async function playSecretOver(scene: Scene) {
  const first = await scene.pressUntilLink(1);
  await scene.timePasses(16 * MINUTE);
  const second = await scene.pressUntilLink(1);
  assert.notEqual(second.intentId, first.intentId);
  assert.equal(await scene.pay(first.intentId), false, "cancelled before another was made");
  assert.ok(await scene.pay(second.intentId));
  await scene.becomes("PAID");
}

async function playDeclines(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    await scene.pay(intentId, DECLINED);
    assert.match(await scene.comeBack(), new RegExp(outcomeWords["not-completed"].title));
    assert.equal((await scene.order()).status, "AWAITING_PAYMENT");
  }
  assert.ok(await scene.pay(intentId));
  await scene.becomes("PAID");
  assert.match(await scene.comeBack(), new RegExp(outcomeWords.received.title));
}

/** The shopper cancels in one tab and pays in the other; Dojo handles one of them first. */
async function playPayDuringCancel(scene: Scene, phase: "before" | "after") {
  const { intentId } = await scene.pressUntilLink(1);
  const { number } = await scene.order();
  await scene.dojo({ operation: DELETE, kind: "delay", phase, delayMs: 1_500 });
  const cancelling = cancelOnPage(scene.ground, scene.shopper, number);
  await until(scene.world, "the order is closing", async () =>
    ["CANCELLING", "CANCELLED"].includes((await scene.order()).status),
  );
  await sleep(400);
  const paid = await scene.pay(intentId);
  assert.equal(paid, phase === "before");
  assert.ok(await cancelling, `the page's button "${orderWords.cancel}" was answered`);
  await scene.becomes(paid ? "PAID" : "CANCELLED");
}

/** Enough for a busy machine to move the clocks and to pay once. */
const LEAD_MS = 500;

/** Several links run out in the same second, and are paid all around that moment. */
async function playExpiry(scene: Scene) {
  const everybody = [scene];
  for (let more = 0; more < 5; more += 1) everybody.push(await scene.another());
  const links: string[] = [];
  for (const each of everybody) links.push((await each.pressUntilLink(1)).intentId);
  const { now, paymentIntents } = await scene.ground.emulator.state();
  const ends = paymentIntents
    .filter(({ id }) => links.includes(id))
    .map(({ expireAt }) => Date.parse(expireAt ?? ""));
  const span = Math.max(...ends) - Math.min(...ends);
  await scene.timePasses(Math.min(...ends) - Date.parse(now) - LEAD_MS);
  const results = await Promise.all(
    everybody.map(async (each, index) => {
      await sleep((index * (span + 2 * LEAD_MS)) / everybody.length);
      return each.pay(links[index] ?? "");
    }),
  );
  await scene.timePasses(2 * MINUTE);
  for (const [index, each] of everybody.entries()) await each.becomes(results[index] ? "PAID" : "EXPIRED");
  assert.ok(results[0], "the first was a moment before its end");
}

async function playWrongCapture(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  await scene.dojo({ operation: GET, kind: "wrongAmount", times: 500 });
  assert.ok(await scene.pay(intentId));
  const { id } = await scene.becomes("REVIEW");
  const [alert] = await scene.alerts("order-review", id);
  assert.match(alert ?? "", /the amount differs from the order/);
  assert.match(await scene.comeBack(), new RegExp(outcomeWords.checking.title));
  const { rows } = await scene.ground.sql.query(`SELECT 1 FROM "Outbox" WHERE "orderId" = $1`, [id]);
  assert.deepEqual(rows, [], "no receipt for it");
}

/** An intent that came to be after all, and that somebody pays beside the one that was shown. */
async function playSecondCapture(scene: Scene) {
  await scene.dojo({ operation: CREATE, kind: "status", status: 504, commitAfterMs: 30_000 });
  await scene.pressInVain("dojo-unavailable");
  await scene.timePasses(6_000);
  const shown = await scene.pressUntilLink(1);
  await scene.timePasses(24_500);
  const orphan = await until(scene.world, "the late one is at Dojo", async () =>
    (await scene.intents()).find(({ id }) => id !== shown.intentId),
  );
  for (const id of [orphan.id, shown.intentId]) assert.ok(await scene.pay(id));
  const { id } = await scene.becomes("REVIEW");
  assert.match((await scene.alerts("order-review", id))[0] ?? "", /a second payment was captured/);
}

/** Dojo's clock is ten minutes wrong: for a payment, and for a lost reply that has to be found by time. */
async function playSkew(scene: Scene, move: (scene: Scene, ms: number) => Promise<unknown>) {
  await move(scene, 10 * MINUTE);
  const { intentId } = await scene.pressUntilLink(1);
  assert.ok(await scene.pay(intentId));
  await scene.becomes("PAID");
  const other = await scene.another();
  await other.dojo({ operation: CREATE, kind: "reset", phase: "after" });
  await other.pressInVain("dojo-unavailable");
  const link = await other.pressUntilLink(2);
  const third = await scene.another();
  await third.dojo({ operation: "Customers_Create", kind: "reset", phase: "after" });
  assert.deepEqual([(await third.pressUntilLink(2)).customerId], await third.customers());
  assert.ok(await other.pay(link.intentId));
  await other.becomes("PAID");
}

const dojoAlone = (scene: Scene, ms: number) => scene.ground.emulator.advance(ms);
const shopAlone = (scene: Scene, ms: number) => advanceShop(scene.ground, ms);

export const paymentFaults: Scenario[] = [
  { rows: [21], name: "the secret is over before the shopper clicks", play: playSecretOver },
  { rows: [22], name: "five declines, then paid", play: playDeclines },
  {
    rows: [23],
    name: "paid before the cancel reaches Dojo",
    play: (scene) => playPayDuringCancel(scene, "before"),
  },
  {
    rows: [23],
    name: "cancelled before the payment reaches Dojo",
    play: (scene) => playPayDuringCancel(scene, "after"),
  },
  { rows: [24], name: "paid all around the moment a link ends", play: playExpiry },
  { rows: [36], name: "a payment is captured for a wrong amount", npmTest: true, play: playWrongCapture },
  { rows: [36], name: "a second payment is captured", play: playSecondCapture },
  {
    rows: [38],
    name: "Dojo's clock is ten minutes fast",
    play: async (scene) => {
      await playSkew(scene, dojoAlone);
      await shopAlone(scene, 10 * MINUTE);
    },
  },
  {
    rows: [38],
    name: "Dojo's clock is ten minutes slow",
    play: async (scene) => {
      await playSkew(scene, shopAlone);
      await dojoAlone(scene, 10 * MINUTE);
    },
  },
];
