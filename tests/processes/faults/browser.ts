import assert from "node:assert/strict";
import { outcomeWords, returnWords } from "@/lib/messages";
import { newShopper, payForm } from "../support/shoppers";
import type { Scenario } from "./scenario";
import type { Scene } from "./scene";

const CREATE = "PaymentIntents_CreatePaymentIntent";

async function playDoubleClick(scene: Scene) {
  const answers = await Promise.all([scene.press(), scene.press(), scene.press()]);
  const links = answers.map((answer) => answer.kind === "link" && answer.link);
  assert.equal(new Set(links).size, 1);
  assert.ok(links[0]);
  await scene.hasCalled(CREATE, 1);
}

async function playTwoTabs(scene: Scene) {
  const other = payForm(scene.form.shownTotal);
  const [one, two] = await Promise.all([scene.press(), scene.press({}, other)]);
  assert.equal(one.kind, "link");
  assert.deepEqual(one, two);
  assert.equal((await scene.orders()).length, 1);
  await scene.hasCalled(CREATE, 1);
}

async function playBackAfterPaying(scene: Scene) {
  await scene.buy();
  const { number } = await scene.order();
  assert.deepEqual(await scene.press(), { kind: "order", number });
  const staleTab = await scene.press({}, payForm(scene.form.shownTotal));
  assert.notEqual(staleTab.kind, "link", "the basket is empty");
  await scene.hasCalled(CREATE, 1);
}

async function playRefresh(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  assert.ok(await scene.pay(intentId));
  for (let look = 1; look <= 4; look += 1)
    assert.match(await scene.comeBack(`&id=${intentId}`), new RegExp(outcomeWords.received.title));
  assert.equal((await scene.order()).status, "PAID");
}

async function playTurnBack(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  assert.match(await scene.comeBack("&cancelled=1"), new RegExp(outcomeWords.cancelled.title));
  assert.equal((await scene.order()).status, "AWAITING_PAYMENT");
  assert.equal((await scene.pressUntilLink(1)).intentId, intentId, "the same link again");
  assert.ok(await scene.pay(intentId));
  // Whatever the address says, Dojo's word counts.
  assert.match(await scene.comeBack("&cancelled=1"), new RegExp(outcomeWords.received.title));
}

async function playOthers(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  assert.ok(await scene.pay(intentId));
  const { number } = await scene.order();
  const stranger = await newShopper(scene.ground, "Bea Stranger");
  const strangers = await scene.comeBack("", stranger);
  assert.ok(strangers.includes(returnWords.notYours));
  const signedOut = await scene.comeBack("", { ...stranger, cookie: "" });
  assert.ok(signedOut.includes(returnWords.signIn));
  for (const page of [strangers, signedOut])
    assert.ok(!page.includes(number), "and not a word about the order");
  await scene.becomes("PAID");
}

export const browserFaults: Scenario[] = [
  { rows: [40], name: "Pay is clicked three times at once", play: playDoubleClick },
  { rows: [40], name: "Pay is pressed in two tabs", play: playTwoTabs },
  { rows: [40], name: "Back after paying, and Pay again", play: playBackAfterPaying },
  { rows: [40], name: "the return page is refreshed", play: playRefresh },
  { rows: [40], name: "the shopper turns back at Dojo", play: playTurnBack },
  { rows: [40], name: "somebody else, or nobody, comes back", play: playOthers },
];
