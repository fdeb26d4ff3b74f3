import assert from "node:assert/strict";
import { outcomeWords } from "@/lib/messages";
import type { Killable } from "../support/shop-processes";
import { restartDatabase } from "./restart";
import type { Scenario } from "./scenario";
import { MINUTE, type Scene } from "./scene";
import { until } from "./world";

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
 * The connection is cut that is about to write to `table`: whether it was written is unknown, and the next press goes
 * on. `early`: before Dojo is asked for the intent, else right after.
 */
async function playCutConnection(scene: Scene, table: string, early: boolean) {
  await scene.dojo({ operation: CREATE, kind: "delay", phase: "after", delayMs: 500 });
  const holder = await scene.ground.sql.connect();
  const hold = () => holder.query(`BEGIN; LOCK TABLE "${table}" IN SHARE ROW EXCLUSIVE MODE`);
  try {
    if (early) await hold();
    const pressing = scene.press();
    if (!early) {
      await until(scene.world, "Dojo holds the intent", async () => (await scene.intents()).length > 0);
      await hold();
    }
    await until(scene.world, "a connection is cut", () => cutWaiting(scene, table));
    await holder.query("ROLLBACK");
    const answer = await pressing;
    assert.ok(answer.kind !== "trouble", Object.values(answer).join(" "));
  } finally {
    holder.release(true);
  }
  await scene.leasesRunOut();
  await scene.timePasses(6_000);
  const link = await scene.pressUntilLink(3);
  assert.ok(await scene.pay(link.intentId));
  await scene.becomes("PAID");
}

async function cutWaiting({ ground }: Scene, table: string): Promise<boolean> {
  const { rowCount } = await ground.sql.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%"' || $1 || '"%'`,
    [table],
  );
  return rowCount !== null && rowCount > 0;
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
  ...["Order", "DojoCustomer", "PaymentAttempt"].map((table) => ({
    rows: [39],
    name: `the database connection is cut while it writes ${table}`,
    play: (scene: Scene) => playCutConnection(scene, table, true),
  })),
  {
    rows: [39],
    name: "the database connection is cut while it writes what Dojo answered",
    play: (scene) => playCutConnection(scene, "PaymentAttempt", false),
  },
  { rows: [39], name: "the order's row is locked for seconds", play: playLockedOrder },
  { rows: [39], name: "the goods are locked for seconds", play: playLockedGoods },
  { rows: [39], name: "the database is restarted in the middle of a checkout", play: playDatabaseRestart },
];
