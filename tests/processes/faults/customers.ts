import assert from "node:assert/strict";
import type { Fault } from "../../setup/emulator-control";
import type { Scenario } from "./scenario";
import { MINUTE, type Scene } from "./scene";

const CREATE = "Customers_Create";
const SECRET = "Customers_CreateCustomerSecret";

/** Dojo made the customer and the reply went astray: it is found by our marker, and never asked for again. */
const lostButMade = (
  row: number,
  name: string,
  fault: Omit<Fault, "operation">,
  npmTest = false,
): Scenario => ({
  rows: [row],
  name: `POST /customers: ${name}`,
  npmTest,
  play: async (scene) => {
    await scene.dojo({ operation: CREATE, kind: "", ...fault });
    const link = await scene.pressUntilLink(2);
    await scene.hasCalled(CREATE, 1);
    assert.deepEqual(await scene.customers(), [link.customerId]);
  },
});

/** Dojo may have made it, so it is not sent again before the minute is over; meanwhile a card for once still pays. */
const lostAndNotMade = (rows: number[], name: string, fault: Omit<Fault, "operation">): Scenario => ({
  rows,
  name: `POST /customers: ${name}`,
  play: async (scene) => {
    await scene.dojo({ operation: CREATE, kind: "", ...fault });
    await scene.pressInVain("no-customer");
    const page = await scene.pageOf("/checkout?problem=no-customer");
    assert.match(page, /Pay this once without saved cards/);
    const once = await scene.pressUntilLink(1, { withoutSavedCards: "on" });
    assert.equal(once.customerId, null);
    await scene.hasCalled(CREATE, 1);
    await scene.leasesRunOut();
    const link = await scene.pressUntilLink();
    await scene.hasCalled(CREATE, 2);
    assert.deepEqual(await scene.customers(), [link.customerId]);
    assert.equal(await scene.pay(once.intentId), false, "the first link is over");
  },
});

async function playLateBeyondQuarantine(scene: Scene) {
  await scene.dojo({ operation: CREATE, kind: "status", status: 504, commitAfterMs: 10 * MINUTE });
  await scene.pressInVain("no-customer");
  await scene.leasesRunOut();
  const link = await scene.pressUntilLink();
  await scene.timePasses(10 * MINUTE);
  assert.equal((await scene.customers()).length, 2, "the late one appears at Dojo");
  assert.ok(await scene.pay(link.intentId, undefined, true));
  await scene.becomes("PAID");
  await scene.sweep();
  assert.deepEqual(await scene.customers(), [link.customerId], "the linked one stays");
}

/** Dojo refuses the first `times` customers: each next one says less, and the last only who it is to us. */
const refused = (times: number, said: string[][]): Scenario => ({
  rows: [14],
  name: `POST /customers: 400 ${times} times, and what is sent says less`,
  play: async (scene) => {
    await scene.dojo({ operation: CREATE, kind: "status", status: 400, field: "name", times });
    await scene.pressUntilLink(1);
    const calls = await scene.calls(CREATE);
    assert.deepEqual(
      calls.map(({ request }) => Object.keys(request ?? {}).sort()),
      said,
    );
    assert.equal((await scene.customers()).length, 1);
  },
});

async function playRefusedWhatever(scene: Scene) {
  await scene.dojo({ operation: CREATE, kind: "status", status: 400, times: 30 });
  await scene.pressInVain("no-customer");
  const link = await scene.pressUntilLink(1, { withoutSavedCards: "on" });
  assert.ok(await scene.pay(link.intentId));
  await scene.becomes("PAID");
}

async function playDeleted(scene: Scene) {
  const before = await scene.buy({ saveCard: true });
  await scene.merchant("DELETE", `/customers/${before.customerId}`);
  const again = await scene.press({}, await scene.fillAgain());
  assert.equal(again.kind, "link");
  assert.notEqual(again.kind === "link" && again.customerId, before.customerId);
  await scene.hasCalled(CREATE, 2);
  const { rows } = await scene.ground.sql.query<{ over: boolean }>(
    `SELECT "clearedAt" IS NOT NULL AS over FROM "Alert" WHERE kind = 'customer-gone' AND subject = $1`,
    [scene.shopper.id],
  );
  assert.deepEqual(rows, [{ over: true }], "told of once, and over with the new customer");
  assert.equal((await scene.customers()).length, 1);
}

async function playForgottenMeanwhile(scene: Scene) {
  await scene.buy();
  const form = await scene.fillAgain();
  await scene.dojo({ operation: "PaymentIntents_CreatePaymentIntent", kind: "forget" });
  assert.deepEqual(await scene.press({}, form), { kind: "problem", problem: "payment-refused" });
  const again = await scene.press({}, form);
  assert.equal(again.kind, "link");
  assert.equal((await scene.customers()).length, 1);
}

async function playOneSlip(scene: Scene) {
  const before = await scene.buy({ saveCard: true });
  const form = await scene.fillAgain();
  await scene.dojo({ operation: SECRET, kind: "status", status: 404 });
  const slipped = await scene.press({}, form);
  assert.notEqual(slipped.kind, "link");
  const again = await scene.press({}, form);
  assert.equal(again.kind === "link" && again.customerId, before.customerId);
  await scene.hasCalled(CREATE, 1);
}

async function playNoSecret(scene: Scene) {
  await scene.dojo({ operation: SECRET, kind: "status", status: 500, times: 2 });
  await scene.pressInVain("no-customer");
  const link = await scene.pressUntilLink(1, { withoutSavedCards: "on" });
  assert.equal(link.customerId, null);
  assert.ok(await scene.pay(link.intentId));
  await scene.becomes("PAID");
}

async function playTooMany(scene: Scene, fault: Partial<Fault>) {
  await scene.dojo({ operation: CREATE, kind: "status", status: 429, ...fault });
  await scene.pressInVain("no-customer");
  await scene.hasCalled(CREATE, 1);
  await scene.pressUntilLink(1);
  await scene.hasCalled(CREATE, 2);
}

export const customerFaults: Scenario[] = [
  lostButMade(1, "the connection is reset after it was made", { kind: "reset", phase: "after" }, true),
  lostAndNotMade([2], "the connection is reset before it was made", { kind: "reset" }),
  lostButMade(3, "500 after it was made", { kind: "status", status: 500, phase: "after" }),
  lostAndNotMade([4], "500 before it was made", { kind: "status", status: 500 }),
  lostButMade(5, "504, and made a second later", { kind: "status", status: 504, commitAfterMs: 1_000 }),
  {
    rows: [5],
    name: "POST /customers: 504, and made long after another was",
    play: playLateBeyondQuarantine,
  },
  lostButMade(6, "200 with a web page", { kind: "html", phase: "after" }),
  lostButMade(6, "200 with an empty body", { kind: "html", phase: "after", value: "" }),
  lostButMade(6, "200 with half an answer", { kind: "truncate" }),
  lostButMade(6, "200 with a number for an id", { kind: "wrongId", value: 7 }),
  lostButMade(8, "made at once, answered after the deadline", {
    kind: "delay",
    phase: "after",
    delayMs: 9_000,
  }),
  lostAndNotMade([9], "never answered, never made", { kind: "hang" }),
  refused(1, [
    ["emailAddress", "name", "vatNumber"],
    ["emailAddress", "vatNumber"],
  ]),
  refused(2, [["emailAddress", "name", "vatNumber"], ["emailAddress", "vatNumber"], ["vatNumber"]]),
  { rows: [14], name: "POST /customers: 400 whatever it says", play: playRefusedWhatever },
  { rows: [19], name: "the customer is deleted at Dojo", npmTest: true, play: playDeleted },
  { rows: [19], name: "the customer is deleted between secret and payment", play: playForgottenMeanwhile },
  { rows: [19], name: "a single 404 is no proof that the customer is gone", play: playOneSlip },
  { rows: [20], name: "create-secret fails", play: playNoSecret },
  { rows: [12], name: "POST /customers: 429", play: (scene) => playTooMany(scene, {}) },
  {
    rows: [12],
    name: "POST /customers: 429 with Retry-After",
    play: (scene) => playTooMany(scene, { retryAfterS: 30 }),
  },
];
