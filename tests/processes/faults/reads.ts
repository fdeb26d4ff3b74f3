import assert from "node:assert/strict";
import { settleIntent } from "@/lib/checkout/settle-order";
import { outcomeWords } from "@/lib/messages";
import type { Fault } from "../../setup/emulator-control";
import { fillBasket, payForm } from "../support/shoppers";
import type { Scenario } from "./scenario";
import { MINUTE, type Scene } from "./scene";
import { until } from "./world";

const GET = "PaymentIntents_Get";
const SEARCH = "PaymentIntents_Search";
const DELETE = "PaymentIntents_Delete";

/** A basket with other goods: the old order has to be closed at Dojo first. */
async function changeBasket(scene: Scene) {
  const first = await scene.pressUntilLink(1);
  const total = await fillBasket(scene.ground, scene.shopper, { bowl: 1 });
  return { first, form: payForm(total) };
}

async function playConflict(scene: Scene, status: number) {
  const { first, form } = await changeBasket(scene);
  await scene.dojo({ operation: DELETE, kind: "status", status });
  const told: string[] = [];
  for (let press = 1; press <= 3 && told.at(-1) !== "link"; press += 1)
    told.push((await scene.press({}, form)).kind);
  assert.equal(told.at(-1), "link", told.join(" "));
  assert.equal(await scene.pay(first.intentId), false, "the old link is over");
}

async function playCancelledElsewhere(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  await scene.merchant("DELETE", `/payment-intents/${intentId}`);
  await scene.timePasses(2 * MINUTE);
  await until(
    scene.world,
    "the attempt is cancelled",
    async () => (await scene.attempts())[0]?.state === "CANCELED",
  );
  assert.equal((await scene.order()).status, "AWAITING_PAYMENT");
  const again = await scene.pressUntilLink(1);
  assert.notEqual(again.intentId, intentId);
  assert.ok(await scene.pay(again.intentId));
  await scene.becomes("PAID");
}

/** What Dojo's read side still shows was overtaken: the page waits, and what is paid stays paid. */
async function playStale(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  // The worker's next sweep may fall into it, and asks by search.
  const stale = [GET, SEARCH].map((operation) => ({ operation, kind: "stale", times: 500 }));
  await scene.dojo({ operation: "webhook", kind: "drop" }, ...stale);
  assert.ok(await scene.pay(intentId));
  assert.match(await scene.comeBack(), new RegExp(outcomeWords.checking.title));
  assert.equal((await scene.order()).status, "AWAITING_PAYMENT");
  await scene.ground.emulator.clearFaults();
  assert.match(await scene.comeBack(), new RegExp(outcomeWords.received.title));
  await scene.dojo(...stale);
  assert.equal(await settleIntent(intentId), "PAID");
}

/** A reading may be repeated: the shopper does not notice one that failed. */
const readAgain = (rows: number[], name: string, fault: Partial<Fault> & { kind: string }): Scenario => ({
  rows,
  name: `GET /payment-intents: ${name}`,
  play: async (scene) => {
    const { intentId } = await scene.pressUntilLink(1);
    await scene.dojo({ operation: "webhook", kind: "drop" }, { operation: GET, ...fault });
    assert.ok(await scene.pay(intentId));
    assert.match(await scene.comeBack(), new RegExp(outcomeWords.received.title));
    // A call is in the journal once it is over, which may be a moment after its answer.
    await until(scene.world, "it was asked again", async () => (await scene.calls(GET)).length >= 2);
    const { length } = await scene.calls(GET);
    assert.ok(length <= 4, `asked ${length} times`);
  },
});

/** The page answers within its own deadline, and says that it does not know. */
const unreadable = (rows: number[], name: string, fault: Partial<Fault> & { kind: string }): Scenario => ({
  rows,
  name: `GET /payment-intents: ${name}`,
  play: async (scene) => {
    const { intentId } = await scene.pressUntilLink(1);
    await scene.dojo({ operation: "webhook", kind: "drop" }, { operation: GET, times: 500, ...fault });
    assert.ok(await scene.pay(intentId));
    const sinceMs = performance.now();
    assert.match(await scene.comeBack(), new RegExp(outcomeWords.checking.title));
    const ms = performance.now() - sinceMs;
    assert.ok(ms < 6_000, `answered after ${Math.round(ms)} ms`);
    await scene.ground.emulator.clearFaults();
    assert.match(await scene.comeBack(), new RegExp(outcomeWords.received.title));
  },
});

export const readFaults: Scenario[] = [
  { rows: [15], name: "DELETE /payment-intents: 409 once", play: (scene) => playConflict(scene, 409) },
  { rows: [15], name: "DELETE /payment-intents: 500 once", play: (scene) => playConflict(scene, 500) },
  { rows: [25], name: "the intent was cancelled at Dojo", play: playCancelledElsewhere },
  { rows: [26], name: "Dojo shows what was there before", play: playStale },
  readAgain([10], "a kept connection is reset", { kind: "reset" }),
  readAgain([12], "429", { kind: "status", status: 429, retryAfterS: 5 }),
  unreadable([9], "never answered", { kind: "hang" }),
  unreadable([9], "one byte a second", { kind: "slow" }),
  unreadable([6], "a web page", { kind: "html" }),
  unreadable([6], "half an answer", { kind: "truncate" }),
  unreadable([7], "another intent", { kind: "wrongId" }),
  unreadable([13], "401", { kind: "status", status: 401 }),
];
