import assert from "node:assert/strict";
import type { Fault } from "../../setup/emulator-control";
import type { Scenario } from "./scenario";
import { MINUTE, type Scene } from "./scene";

const CREATE = "Customers_Create";
const SEARCH = "Customers_Search";
const INTENT = "PaymentIntents_CreatePaymentIntent";
const INTENT_SEARCH = "PaymentIntents_Search";
/** More than two pages, and more than Dojo's default of fifty. */
const FOREIGN = 250;
const CROWD = 100_000;
const MANY = 1_000;

const lost = (operation: string): Fault => ({ operation, kind: "reset", phase: "after" });

/** The reply is lost among foreign customers, and the search that should find it pages oddly. */
const oddPages = (name: string, fault: Partial<Fault> & { kind: string }): Scenario => ({
  rows: [16],
  name: `customers/search: ${name}`,
  play: async (scene) => {
    await scene.ground.emulator.load({ customers: FOREIGN });
    await scene.dojo(lost(CREATE), { operation: SEARCH, times: MANY, ...fault });
    const link = await scene.pressUntilLink(3);
    await scene.hasCalled(CREATE, 1);
    assert.deepEqual(await scene.customers(), [link.customerId]);
  },
});

async function playLag(scene: Scene) {
  await scene.dojo(lost(CREATE), { operation: SEARCH, kind: "lag", delayMs: 30_000, times: MANY });
  await scene.pressInVain("no-customer");
  await scene.timePasses(31_000);
  const link = await scene.pressUntilLink(2);
  await scene.hasCalled(CREATE, 1);
  assert.deepEqual(await scene.customers(), [link.customerId]);
}

/** The same for a lost intent: three orders of others make pages of one. */
const oddIntents = (name: string, fault: Partial<Fault> & { kind: string }): Scenario => ({
  rows: [16],
  name: `payment-intents/search: ${name}`,
  play: async (scene) => {
    for (let others = 0; others < 3; others += 1) await (await scene.another()).pressUntilLink(1);
    await scene.dojo(lost(INTENT), { operation: INTENT_SEARCH, times: MANY, ...fault });
    await scene.pressInVain("dojo-unavailable");
    const link = await scene.pressUntilLink(2);
    const open = (await scene.intents()).filter(({ status }) => status === "Created");
    assert.deepEqual(
      open.map(({ id }) => id),
      [link.intentId],
    );
  },
});

/** The search does not know it yet: another is made, and the first is cancelled as soon as it shows. */
async function playIntentLag(scene: Scene) {
  await scene.dojo(lost(INTENT), { operation: INTENT_SEARCH, kind: "lag", delayMs: 40_000, times: MANY });
  await scene.pressInVain("dojo-unavailable");
  await scene.timePasses(6_000);
  const link = await scene.pressUntilLink(2);
  assert.ok(await scene.pay(link.intentId));
  await scene.becomes("PAID");
  await scene.becomesAlone(link.intentId);
}

/** Without the marker there is nothing to know our customer by: another is made after the minute, and one goes. */
async function playNoMarker(scene: Scene) {
  await scene.dojo(lost(CREATE), { operation: SEARCH, kind: "dropField", field: "vatNumber", times: MANY });
  await scene.pressInVain("no-customer");
  await scene.hasCalled(CREATE, 1);
  await scene.leasesRunOut();
  const link = await scene.pressUntilLink();
  assert.ok(await scene.pay(link.intentId, undefined, true));
  await scene.becomes("PAID");
  await scene.dojo();
  await scene.sweep();
  assert.deepEqual(await scene.customers(), [link.customerId], "the one with the card stays");
}

/** Anybody can type our shopper's address: none of a hundred thousand is adopted, and the look has an end. */
async function playCrowd(scene: Scene, fault: Fault[], finds: boolean) {
  const { email } = scene.shopper;
  await scene.ground.emulator.load({ customers: CROWD, emailAddress: email, savedCards: 500 });
  await scene.dojo(lost(CREATE), ...fault);
  const sinceMs = performance.now();
  const answer = await scene.press();
  const ms = performance.now() - sinceMs;
  assert.ok(ms < 10_000, `answered after ${Math.round(ms)} ms`);
  const [own] = await scene.customers();
  if (finds) assert.equal(answer.kind === "link" && answer.customerId, own);
  else assert.deepEqual(answer, { kind: "problem", problem: "no-customer" });
  await scene.hasCalled(CREATE, 1);
  await scene.ground.emulator.clearFaults();
  const link = await scene.pressUntilLink(3);
  assert.equal(link.customerId, own);
}

export const searchFaults: Scenario[] = [
  oddPages("oldest first", { kind: "searchOrder", value: "asc" }),
  oddPages("in no order", { kind: "searchOrder", value: "random", seed: 7 }),
  oddPages("items repeat", { kind: "searchRepeat" }),
  oddPages("items are missing between pages", { kind: "searchSkip" }),
  oddPages("fifty a page at most", { kind: "searchLimit" }),
  oddPages("the cursor is lost", { kind: "cursorExpired", times: 1 }),
  { rows: [16], name: "customers/search: half a minute behind", play: playLag },
  oddIntents("oldest first", { kind: "searchOrder", value: "asc" }),
  oddIntents("in no order", { kind: "searchOrder", value: "random", seed: 7 }),
  oddIntents("one a page", { kind: "searchLimit", value: 1 }),
  { rows: [16], name: "payment-intents/search: behind", play: playIntentLag },
  { rows: [17], name: "customers/search lacks the marker", play: playNoMarker },
];

/** Last of all: nobody takes them away again. */
export const crowdFaults: Scenario[] = [
  {
    rows: [18],
    name: "a hundred thousand foreign customers",
    play: (scene) => playCrowd(scene, [], true),
  },
  {
    rows: [18],
    name: "a hundred thousand foreign customers, oldest first",
    play: (scene) =>
      playCrowd(scene, [{ operation: SEARCH, kind: "searchOrder", value: "asc", times: 5 * MINUTE }], false),
  },
];
