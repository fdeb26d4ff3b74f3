import assert from "node:assert/strict";
import { requestRefund } from "@/lib/refunds/request-refund";
import type { Scenario } from "./scenario";
import { DECLINED, MINUTE, type Scene } from "./scene";
import { until } from "./world";

const REFUND = "Refunds_Create";
const PART_MINOR = 500;
const DAY = 24 * 60 * MINUTE;

async function ask(scene: Scene, amountMinor?: number, requestKey = `test:${scene.shopper.id}`) {
  const { id } = await scene.order();
  return requestRefund({ orderId: id, amountMinor, requestKey });
}

async function refundBecomes(scene: Scene, state: string) {
  return until(scene.world, `the refund is ${state}`, async () => {
    const { rows } = await scene.ground.sql.query<{ id: string; state: string }>(
      `SELECT id, state::text AS state FROM "Refund" WHERE "orderId" = $1 ORDER BY "createdAt"`,
      [(await scene.order()).id],
    );
    return rows.at(-1)?.state === state && rows.at(-1);
  });
}

async function refundsAtDojo(scene: Scene, intentId: string): Promise<number> {
  const { refunds } = await scene.ground.emulator.state();
  return refunds.filter((refund) => refund.paymentIntentId === intentId).length;
}

async function playLostReplies(scene: Scene) {
  const { intentId } = await scene.buy();
  await scene.dojo({ operation: REFUND, kind: "reset", phase: "after", times: 5 });
  assert.equal((await ask(scene)).kind, "requested");
  await refundBecomes(scene, "DONE");
  assert.equal(await refundsAtDojo(scene, intentId), 1);
  const sent = await scene.calls(REFUND);
  assert.ok(sent.length >= 5, `sent ${sent.length} times under one key`);
  assert.equal((await scene.order()).status, "REFUNDED");
}

async function playSameKey(scene: Scene) {
  const { intentId } = await scene.buy();
  assert.equal((await ask(scene, PART_MINOR)).kind, "requested");
  assert.equal((await ask(scene, PART_MINOR)).kind, "requested");
  assert.deepEqual(await ask(scene, PART_MINOR + 1), { kind: "key-reused" });
  await refundBecomes(scene, "DONE");
  assert.equal(await refundsAtDojo(scene, intentId), 1);
  assert.equal((await scene.order()).status, "PARTLY_REFUNDED");
}

/** After a day the key is not relied on: Dojo would give the money a second time, so the total decides. */
async function playForgottenKey(scene: Scene) {
  const { intentId } = await scene.buy();
  await scene.dojo(
    { operation: REFUND, kind: "reset", phase: "after" },
    { operation: REFUND, kind: "status", status: 503, times: 500 },
  );
  await ask(scene, PART_MINOR);
  await until(scene.world, "it was tried", async () => (await scene.calls(REFUND)).length >= 3);
  await scene.timePasses(25 * 60 * MINUTE);
  const before = (await scene.calls(REFUND)).length;
  await scene.dojo({ operation: REFUND, kind: "keyForgotten", times: 50 });
  await refundBecomes(scene, "DONE");
  assert.ok((await scene.calls(REFUND)).length <= before + 1, "not sent again a day later");
  assert.equal(await refundsAtDojo(scene, intentId), 1);
}

async function playPortalPart(scene: Scene) {
  const { intentId } = await scene.buy();
  await scene.ground.emulator.portalRefund({ paymentIntentId: intentId, amount: PART_MINOR });
  await scene.timePasses(61 * MINUTE);
  await scene.becomes("PARTLY_REFUNDED");
  const left = await ask(scene);
  assert.equal(left.kind === "requested" && left.amountMinor, (await scene.order()).totalMinor - PART_MINOR);
  await refundBecomes(scene, "DONE");
  await scene.becomes("REFUNDED");
}

/** In the portal, with the event lost: only the comparison can find it. */
async function playPortalWhole(scene: Scene) {
  const { intentId } = await scene.buy();
  await scene.dojo({ operation: "webhook", kind: "drop" });
  const { totalMinor } = await scene.order();
  await scene.ground.emulator.portalRefund({ paymentIntentId: intentId, amount: totalMinor });
  await scene.timePasses(61 * MINUTE);
  await scene.becomes("REFUNDED");
}

async function playReversal(scene: Scene) {
  const { intentId } = await scene.buy();
  await scene.merchant("POST", `/payment-intents/${intentId}/reversal`);
  await scene.becomes("REFUNDED");
}

async function playRefused(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  await scene.pay(intentId, DECLINED);
  assert.ok(await scene.pay(intentId));
  await scene.becomes("PAID");
  await scene.dojo({ operation: REFUND, kind: "refundRefused", times: 10 });
  await ask(scene);
  const refund = await refundBecomes(scene, "FAILED");
  assert.equal((await scene.alerts("refund-failed", refund?.id ?? "")).length, 1);
  await scene.timePasses(DAY);
  assert.equal((await scene.order()).status, "PAID");
}

export const refundFaults: Scenario[] = [
  { rows: [33], name: "a refund's reply is lost five times", play: playLostReplies },
  { rows: [33], name: "the same key again, and with another amount", play: playSameKey },
  { rows: [33], name: "the key is forgotten after a day", play: playForgottenKey },
  { rows: [34], name: "a part is refunded in the portal, which no event tells", play: playPortalPart },
  { rows: [34], name: "all is refunded in the portal, and the event is lost", play: playPortalWhole },
  { rows: [34], name: "the payment is reversed at Dojo", play: playReversal },
  { rows: [35], name: "Dojo refuses the refund because of an earlier decline", play: playRefused },
];
