import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { outcomeWords } from "@/lib/messages";
import type { Killable } from "../support/shop-processes";
import { restartDatabase } from "./restart";
import type { Scenario } from "./scenario";
import { MINUTE, type Scene } from "./scene";
import { until } from "./world";

/** How often a checkout is disturbed, each at another moment. */
const PRESSES = 16;
const CREATE = "PaymentIntents_CreatePaymentIntent";

/** A new version is rolled out while Dojo makes the intent: finished, or left so that the next press goes on. */
async function playDeploy(scene: Scene, how: (shop: Killable) => Promise<void>) {
  await scene.dojo({ operation: CREATE, kind: "delay", phase: "after", delayMs: 1_500 });
  const pressing = scene.press();
  await until(scene.world, "Dojo holds the intent", async () => (await scene.intents()).length > 0);
  await Promise.all(scene.world.shops.map(how));
  const answer = await pressing;
  assert.ok(["link", "trouble"].includes(answer.kind), Object.values(answer).join(" "));
  await Promise.all(scene.world.shops.map((shop) => shop.start()));
  await scene.leasesRunOut();
  const link = await scene.pressUntilLink(3);
  if (answer.kind === "link") assert.equal(link.intentId, answer.intentId);
  assert.ok(await scene.pay(link.intentId));
  await scene.becomes("PAID");
}

/**
 * Connections are cut while a statement or a transaction of the checkout is under way, at another moment in each
 * press. Spared is the reading of who the shopper is, which comes before there is anything to say to them.
 */
async function playCutConnections(scene: Scene) {
  let cuts = 0;
  for (let press = 0; press < PRESSES; press += 1) {
    const form = await scene.fillAgain();
    let answered = false;
    const pressing = scene.press({}, form).finally(() => {
      answered = true;
    });
    await sleep(press * 6);
    for (let cut = 0; cut === 0 && !answered; cuts += cut) cut = await cutConnections(scene);
    await pressing;
  }
  assert.ok(cuts >= PRESSES / 2, `${cuts} connections were cut`);
  await scene.leasesRunOut();
  await scene.timePasses(6_000);
  const link = await scene.pressUntilLink(4);
  assert.ok(await scene.pay(link.intentId));
  await scene.becomes("PAID");
}

async function cutConnections({ ground }: Scene): Promise<number> {
  const { rowCount } = await ground.sql.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND state IN ('active', 'idle in transaction')
       AND (query LIKE '%"Order"%' OR query LIKE '%"PaymentAttempt"%' OR query LIKE '%"DojoCustomer"%')`,
  );
  return rowCount ?? 0;
}

/** Somebody holds the order's row for longer than anybody waits for a lock. */
async function playLockedOrder(scene: Scene) {
  const { intentId } = await scene.pressUntilLink(1);
  const { id } = await scene.order();
  const holder = await scene.ground.sql.connect();
  try {
    await holder.query("BEGIN");
    await holder.query(`SELECT 1 FROM "Order" WHERE id = $1 FOR UPDATE`, [id]);
    const sinceMs = performance.now();
    const [, page] = await Promise.all([scene.press(), scene.comeBack(), scene.pay(intentId)]);
    const ms = performance.now() - sinceMs;
    assert.match(page, new RegExp(outcomeWords.checking.title));
    assert.ok(ms < 9_000, `answered after ${Math.round(ms)} ms`);
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
  await scene.timePasses(2 * MINUTE);
  await scene.becomes("PAID");
}

/** Somebody holds the basket's goods: the press waits a little, says so, and goes through the next time. */
async function playLockedGoods(scene: Scene) {
  const holder = await scene.ground.sql.connect();
  try {
    await holder.query("BEGIN");
    await holder.query(`SELECT 1 FROM "Product" WHERE id = 'mug' FOR UPDATE`);
    const answer = await scene.press();
    assert.deepEqual(answer, { kind: "problem", problem: "busy" });
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
  await scene.pressUntilLink(1);
}

async function playDatabaseRestart(scene: Scene) {
  await scene.dojo({ operation: CREATE, kind: "delay", phase: "after", delayMs: 2_500 });
  const pressing = scene.press();
  await until(scene.world, "Dojo holds the intent", async () => (await scene.intents()).length > 0);
  await restartDatabase(scene.ground, 500);
  await pressing;
  await scene.leasesRunOut();
  await scene.timePasses(6_000);
  const link = await scene.pressUntilLink(4);
  assert.ok(await scene.pay(link.intentId));
  await scene.becomes("PAID");
}

export const ownFaults: Scenario[] = [
  {
    rows: [39],
    name: "SIGTERM in the middle of a checkout",
    play: (scene) => playDeploy(scene, (shop) => shop.stop()),
  },
  {
    rows: [39],
    name: "SIGKILL in the middle of a checkout",
    play: (scene) => playDeploy(scene, (shop) => shop.kill()),
  },
  { rows: [39], name: "database connections are cut during a checkout", play: playCutConnections },
  { rows: [39], name: "the order's row is locked for seconds", play: playLockedOrder },
  { rows: [39], name: "the goods are locked for seconds", play: playLockedGoods },
  { rows: [39], name: "the database is restarted in the middle of a checkout", play: playDatabaseRestart },
];
