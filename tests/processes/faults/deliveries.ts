import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { signBody } from "@/lib/dojo/webhook";
import { mapInParallel } from "../../setup/map-in-parallel";
import type { Scenario } from "./scenario";
import type { Scene } from "./scene";
import { ACCOUNT_ID, until } from "./world";

function eventOf(fields: Record<string, unknown>) {
  const event = {
    id: `evt_${randomUUID()}`,
    event: "payment_intent.created",
    accountId: ACCOUNT_ID,
    ...fields,
  };
  return JSON.stringify(event);
}

async function deliver({ ground }: Scene, body: string, signature: string): Promise<number> {
  const headers = { "dojo-signature": signature, "content-type": "application/json" };
  const url = `${ground.env.SHOP_URL}/api/webhooks/dojo`;
  const response = await fetch(url, { method: "POST", headers, body });
  await response.arrayBuffer();
  return response.status;
}

async function playSignatures(scene: Scene) {
  const secrets = (scene.ground.env.DOJO_WEBHOOK_SECRETS ?? "").split(",");
  assert.ok(secrets.length >= 2, "two, in the middle of a rotation");
  const body = eventOf({});
  for (const secret of secrets) assert.equal(await deliver(scene, body, signBody(body, secret)), 200);
  const good = signBody(body, secrets[0] ?? "");
  const bad = [
    signBody(body, "a secret that is over"),
    good.toLowerCase().replace("-", ""),
    "",
    `${good}-00`,
  ];
  for (const signature of bad) assert.equal(await deliver(scene, body, signature), 401, signature);
  assert.equal(await deliver(scene, `${body} `, good), 401);
  const accountId = `acc_${randomUUID()}`;
  const foreign = eventOf({ accountId, event: "payment_intent.status_updated" });
  assert.equal(await deliver(scene, foreign, signBody(foreign, secrets[0] ?? "")), 200);
  await until(
    scene.world,
    "another account's events are told of",
    async () => (await scene.alerts("event-foreign", accountId)).length === 1,
  );
}

/** Thousands of events, half of them forged, and a shopper who wants to pay. */
async function playFlood(scene: Scene) {
  const secret = (scene.ground.env.DOJO_WEBHOOK_SECRETS ?? "").split(",")[0] ?? "";
  const all = Array.from({ length: 3_000 }, (_, index) => ({ body: eventOf({}), genuine: index % 2 === 0 }));
  const sinceMs = performance.now();
  const flood = mapInParallel(all, 64, ({ body, genuine }) =>
    deliver(scene, body, signBody(body, genuine ? secret : "forged")),
  );
  const link = await scene.pressUntilLink(1);
  const linkMs = performance.now() - sinceMs;
  const answers = await flood;
  answers.forEach((status, index) => {
    assert.equal(status, index % 2 === 0 ? 200 : 401);
  });
  assert.ok(linkMs < 8_000, `the link came after ${Math.round(linkMs)} ms`);
  assert.ok(await scene.pay(link.intentId));
  await scene.becomes("PAID");
}

/** Events that do not come from Dojo's own queue but straight to the door: genuine, forged, and far too many. */
export const deliveryFaults: Scenario[] = [
  {
    rows: [30],
    name: "signatures: both secrets, none, old, malformed, another account",
    play: playSignatures,
  },
  { rows: [32], name: "three thousand events at once", play: playFlood },
];
