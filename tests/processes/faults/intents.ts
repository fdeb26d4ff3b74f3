import assert from "node:assert/strict";
import type { Fault } from "../../setup/emulator-control";
import type { Scenario } from "./scenario";
import { MINUTE, type Scene } from "./scene";

const CREATE = "PaymentIntents_CreatePaymentIntent";
/** In ms: an intent that is not found within it counts as not created. */
const QUARANTINE_MS = 5_000;

/** Made, but the shop does not know: found by our reference, cancelled unseen, and only then another is made. */
async function foundAndReplaced(scene: Scene, fault: Partial<Fault> & { kind: string }) {
  await scene.dojo({ operation: CREATE, ...fault });
  await scene.pressInVain("dojo-unavailable");
  await scene.hasCalled(CREATE, 1);
  const link = await scene.pressUntilLink(2);
  await scene.hasCalled(CREATE, 2);
  const intents = await scene.intents();
  assert.equal(intents.length, 2);
  for (const { id, status } of intents)
    assert.equal(status, id === link.intentId ? "Created" : "Canceled", "the unseen one is cancelled");
  await payIt(scene, link.intentId);
}

async function payIt(scene: Scene, intentId: string) {
  assert.ok(await scene.pay(intentId));
  await scene.becomes("PAID");
}

const lostButMade = (
  row: number,
  name: string,
  fault: Partial<Fault> & { kind: string },
  npmTest = false,
) => ({
  rows: [row],
  name: `POST /payment-intents: ${name}`,
  npmTest,
  play: (scene: Scene) => foundAndReplaced(scene, fault),
});

/** Not made, but the shop cannot know: another is made only once the quarantine is over. */
async function playNotMade(scene: Scene, fault: Partial<Fault> & { kind: string }) {
  await scene.dojo({ operation: CREATE, ...fault });
  await scene.pressInVain("dojo-unavailable");
  await scene.hasCalled(CREATE, 1);
  await scene.timePasses(QUARANTINE_MS + 500);
  const link = await scene.pressUntilLink(1);
  assert.deepEqual(
    (await scene.attempts()).map(({ state }) => state),
    ["NOT_CREATED", "OPEN"],
  );
  await payIt(scene, link.intentId);
}

async function playMadeLate(scene: Scene) {
  await scene.dojo({ operation: CREATE, kind: "status", status: 504, commitAfterMs: MINUTE });
  await scene.pressInVain("dojo-unavailable");
  await scene.timePasses(QUARANTINE_MS + 500);
  const link = await scene.pressUntilLink(1);
  await scene.timePasses(MINUTE);
  assert.equal((await scene.intents()).length, 2, "the late one appears at Dojo");
  await payIt(scene, link.intentId);
  await scene.becomesAlone(link.intentId);
}

/** Dojo made something else than it was asked for: nobody is sent there, and it is cancelled. */
const wrong = (name: string, fault: Partial<Fault> & { kind: string }, npmTest = false): Scenario => ({
  rows: [7],
  name: `POST /payment-intents: 200 with ${name}`,
  npmTest,
  play: async (scene) => {
    await scene.dojo({ operation: CREATE, ...fault });
    await scene.pressInVain("dojo-unavailable");
    const link = await scene.pressUntilLink(2);
    const [unseen] = (await scene.intents()).filter(({ id }) => id !== link.intentId);
    assert.equal(unseen?.status, "Canceled");
    await payIt(scene, link.intentId);
  },
});

/** Whatever Dojo does, a person waits for eight seconds and a little, and is then told something. */
async function playSilence(scene: Scene, fault: Partial<Fault> & { kind: string }) {
  await scene.dojo({ operation: CREATE, ...fault });
  const sinceMs = performance.now();
  await scene.pressInVain("dojo-unavailable");
  const ms = performance.now() - sinceMs;
  assert.ok(ms > 7_500 && ms < 10_000, `answered after ${Math.round(ms)} ms`);
  await scene.hasCalled(CREATE, 1);
  await scene.timePasses(QUARANTINE_MS + 500);
  await scene.pressUntilLink(2);
  const [first] = await scene.attempts();
  assert.ok(["NOT_CREATED", "CANCELED"].includes(first?.state ?? ""), `unknown became ${first?.state}`);
  const [open] = await scene.ground.sql
    .query(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`,
    )
    .then(({ rows }) => rows);
  assert.equal(open, undefined, "no transaction is left open");
}

async function playReset(scene: Scene) {
  // Connections are open and idle from here on.
  await scene.buy();
  const form = await scene.fillAgain();
  await scene.dojo({ operation: CREATE, kind: "reset" });
  assert.deepEqual(await scene.press({}, form), { kind: "problem", problem: "dojo-unavailable" });
  await scene.hasCalled(CREATE, 2);
  await scene.timePasses(QUARANTINE_MS + 500);
  assert.equal((await scene.press({}, form)).kind, "link");
}

async function playTooMany(scene: Scene, fault: Partial<Fault>) {
  await scene.dojo({ operation: CREATE, kind: "status", status: 429, ...fault });
  await scene.pressInVain("dojo-unavailable");
  await scene.hasCalled(CREATE, 1);
  // Nothing happened for certain: the next press need not wait.
  await scene.pressUntilLink(1);
  await scene.hasCalled(CREATE, 2);
}

/** A key that Dojo no longer accepts: a definite answer, said at once, and no storm of tries. */
async function playKeyRefused(scene: Scene, operation: string, status: number) {
  await scene.dojo({ operation, kind: "status", status, times: 50 });
  await scene.pressInVain("payment-refused");
  const page = await scene.pageOf("/checkout?problem=payment-refused");
  assert.match(page, /No money was taken\. Please try again, or come back later\./);
  await scene.hasCalled(operation, 1);
  await scene.dojo();
  await scene.pressUntilLink(1);
}

export const intentFaults: Scenario[] = [
  lostButMade(3, "500 after it was made", { kind: "status", status: 500, phase: "after" }, true),
  {
    rows: [4],
    name: "POST /payment-intents: 500 before it was made",
    npmTest: true,
    play: (scene) => playNotMade(scene, { kind: "status", status: 500 }),
  },
  lostButMade(5, "504, and made a second later", { kind: "status", status: 504, commitAfterMs: 1_000 }, true),
  {
    rows: [5],
    name: "POST /payment-intents: 504, and made after another was",
    npmTest: true,
    play: playMadeLate,
  },
  lostButMade(6, "200 with a web page", { kind: "html", phase: "after" }, true),
  lostButMade(6, "200 with half an answer", { kind: "truncate" }, true),
  lostButMade(6, "200 with an empty body", { kind: "html", phase: "after", value: "" }),
  lostButMade(6, "200 with a word for an amount", { kind: "wrongId", field: "amount.value", value: "much" }),
  lostButMade(6, "200 without an id", { kind: "dropField", field: "id" }),
  wrong("another amount", { kind: "wrongAmount" }, true),
  wrong("another currency", { kind: "wrongCurrency" }),
  wrong("another reference", { kind: "wrongReference" }),
  wrong("another id", { kind: "wrongId" }),
  wrong("a link elsewhere", {
    kind: "wrongId",
    field: "paymentLink",
    value: "https://pay.dojo.tech.evil.example/x",
  }),
  lostButMade(8, "made at once, answered after the deadline", {
    kind: "delay",
    phase: "after",
    delayMs: 9_000,
  }),
  {
    rows: [9],
    name: "POST /payment-intents: never answered",
    npmTest: true,
    play: (scene) => playSilence(scene, { kind: "hang" }),
  },
  {
    rows: [9],
    name: "POST /payment-intents: one byte a second",
    play: (scene) => playSilence(scene, { kind: "slow" }),
  },
  {
    rows: [10],
    name: "POST /payment-intents: a kept connection is reset, and not tried again",
    play: playReset,
  },
  { rows: [12], name: "POST /payment-intents: 429", play: (scene) => playTooMany(scene, {}) },
  {
    rows: [12],
    name: "POST /payment-intents: 429 with Retry-After",
    play: (scene) => playTooMany(scene, { retryAfterS: 20 }),
  },
  {
    rows: [13],
    name: "POST /payment-intents: 401",
    npmTest: true,
    play: (scene) => playKeyRefused(scene, CREATE, 401),
  },
  {
    rows: [13],
    name: "POST /customers: 401",
    play: (scene) => playKeyRefused(scene, "Customers_Create", 401),
  },
  { rows: [13], name: "POST /payment-intents: 403", play: (scene) => playKeyRefused(scene, CREATE, 403) },
];
