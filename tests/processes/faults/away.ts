import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { checkoutProblems } from "@/lib/messages";
import { advanceShop, letTurnsCome } from "../support/time";
import { killEmulator, reviveEmulator } from "./restart";
import type { Scenario } from "./scenario";
import { MINUTE, type Scene } from "./scene";

const HOUR = 60 * MINUTE;
/** How many calls the return of Dojo may cause, for the handful of orders that waited for it. */
const MOST_CALLS = 250;

/** Nobody listens: surely nothing was sent, so the next press need not wait for anything. */
async function playRefused(scene: Scene) {
  await killEmulator(scene.ground);
  const sinceMs = performance.now();
  const answer = await scene.press();
  const ms = performance.now() - sinceMs;
  const page = await scene.pageOf("/checkout?problem=dojo-unavailable");
  await reviveEmulator(scene.ground);
  assert.ok(answer.kind === "problem" && ["no-customer", "dojo-unavailable"].includes(answer.problem));
  assert.ok(page.includes(checkoutProblems["dojo-unavailable"]));
  assert.ok(ms < 3_000, `answered after ${Math.round(ms)} ms`);
  await scene.pressUntilLink(1);
}

/** An hour without Dojo, for shoppers at every stage; then it is back. */
async function playHour(scene: Scene) {
  const { ground } = scene;
  const [waiting, ...payers] = [scene, await scene.another(), await scene.another(), await scene.another()];
  const idle = await waiting.pressUntilLink(1);
  const late = await scene.another();
  const links: string[] = [];
  for (const payer of payers) links.push((await payer.pressUntilLink(1)).intentId);
  await scene.dojo({ operation: "webhook", kind: "drop", times: 10 });
  for (const [index, payer] of payers.entries()) assert.ok(await payer.pay(links[index] ?? ""));
  await killEmulator(ground);
  await advanceShop(scene.ground, HOUR / 2);
  for (let look = 0; look < 4; look += 1) {
    await letTurnsCome(ground);
    const answer = await late.press();
    assert.equal(answer.kind, "problem");
    await sleep(500);
  }
  await advanceShop(scene.ground, HOUR / 2);
  await reviveEmulator(ground);
  await ground.emulator.advance(HOUR);
  const since = (await ground.emulator.journal()).at(-1)?.seq ?? 0;
  await scene.timePasses(MINUTE);
  for (const payer of payers) await payer.becomes("PAID");
  await waiting.becomes("EXPIRED");
  assert.equal(await waiting.pay(idle.intentId), false);
  const calls = (await ground.emulator.journal(since)).filter(({ operationId }) => operationId !== null);
  assert.ok(calls.length < MOST_CALLS, `${calls.length} calls when Dojo came back`);
  await late.leasesRunOut();
  const form = await late.fillAgain();
  assert.equal((await late.press({}, form)).kind, "link");
}

/** Everything answers 503 for a while: the same, with calls that do arrive. */
async function playOutage(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  await scene.dojo(
    { operation: "webhook", kind: "drop", times: 5 },
    { operation: "*", kind: "status", status: 503, times: 5_000 },
  );
  assert.ok(await scene.pay(intentId));
  await scene.timePasses(5 * MINUTE);
  for (let look = 0; look < 3; look += 1) {
    await letTurnsCome(scene.ground);
    await sleep(1_000);
  }
  const calls = await scene.calls("PaymentIntents_Get");
  assert.ok(calls.length <= 12, `asked ${calls.length} times within seconds`);
  await scene.dojo();
  await scene.timePasses(2 * MINUTE);
  await scene.becomes("PAID");
}

export const awayFaults: Scenario[] = [
  { rows: [11], name: "nobody listens where Dojo was", play: playRefused },
  { rows: [37], name: "Dojo answers 503 to everything", play: playOutage },
  { rows: [37], name: "Dojo is away for an hour, and comes back", play: playHour },
];
