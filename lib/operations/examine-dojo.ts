import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import { DOJO_VERSION } from "@/lib/dojo/client";
import { signBody } from "@/lib/dojo/webhook";
import { activeSecrets, listSubscriptions, type Subscription } from "@/lib/dojo/webhooks";
import { env } from "@/lib/env";
import { type Finding, finding } from "@/lib/operations/examine-shop";

const EVENT = "payment_intent.status_updated";
const DEADLINE_MS = 10_000;

export async function* examineDojo(): AsyncGenerator<Finding> {
  let ours: Subscription | undefined;
  const key = await finding("key", async () => {
    const all = await listSubscriptions();
    ours = all.find(({ events }) => events.includes(EVENT));
    return { state: "ok", detail: `Dojo takes it, and version ${DOJO_VERSION}` };
  });
  yield key;
  if (key.state !== "ok") return;
  yield finding("webhook", async () => {
    if (!ours)
      return { state: "wrong", detail: `nobody subscribed to ${EVENT}: payments are found by asking only` };
    if (!new URL(ours.url).pathname.endsWith("/api/webhooks/dojo"))
      return {
        state: "wrong",
        detail: `Dojo sends ${EVENT} to ${ours.url}, which is not this shop's address`,
      };
    return { state: "ok", detail: `Dojo sends ${EVENT} to ${ours.url}` };
  });
  if (!ours) return;
  const { id, url, accountId } = ours;
  yield finding("secrets", async () => {
    const known = new Set(env().DOJO_WEBHOOK_SECRETS);
    const active = await activeSecrets(id);
    const missing = active.filter((secret) => !known.has(secret)).length;
    return missing === 0
      ? { state: "ok", detail: `${active.length} active at Dojo, known here` }
      : {
          state: "wrong",
          detail: `${missing} of ${active.length} active at Dojo are not in DOJO_WEBHOOK_SECRETS`,
        };
  });
  yield finding("account", async () => {
    const mine = env().DOJO_ACCOUNT_ID;
    if (!mine || !accountId)
      return { state: "ok", detail: "events of any account are taken (no DOJO_ACCOUNT_ID)" };
    return mine === accountId
      ? { state: "ok", detail: accountId }
      : { state: "wrong", detail: `the subscription is of ${accountId}, DOJO_ACCOUNT_ID says ${mine}` };
  });
  yield finding("delivery", () => deliverToOurselves(url));
}

/** Sends what Dojo would send, to where Dojo sends it: once signed and once not. The event names no payment. */
async function deliverToOurselves(url: string): Promise<Omit<Finding, "about">> {
  const id = `evt_self_test_${randomUUID()}`;
  const body = JSON.stringify({ id, event: "shop.self_test", createdAt: new Date().toISOString() });
  const signature = signBody(body, env().DOJO_WEBHOOK_SECRETS[0] ?? "");
  const forged = await post(url, body, signBody(body, "not the secret"));
  if (forged !== 401)
    return { state: "wrong", detail: `${url} answered ${forged} to a wrong signature, not 401` };
  const status = await post(url, body, signature);
  if (status !== 200)
    return { state: "wrong", detail: `${url} answered ${status} to a signed event, not 200` };
  const { count } = await db().webhookEvent.deleteMany({ where: { id } });
  return count === 1
    ? { state: "ok", detail: "a signed event was taken and stored, a forged one refused" }
    : {
        state: "wrong",
        detail: `${url} took the event, and this database does not have it: another shop answers there`,
      };
}

async function post(url: string, body: string, signature: string): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "dojo-signature": signature },
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  await response.arrayBuffer();
  return response.status;
}
