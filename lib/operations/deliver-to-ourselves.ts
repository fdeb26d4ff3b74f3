import "server-only";
import { randomUUID } from "node:crypto";
import { db } from "@/lib/db/client";
import { signBody } from "@/lib/dojo/webhook";
import { env } from "@/lib/env";

const DEADLINE_MS = 10_000;

type SelfDelivery = { state: "ok" | "wrong"; detail: string };

/** Sends what Dojo would send, to where Dojo sends it: once forged and once signed. The event names no payment. */
export async function deliverToOurselves(url: string): Promise<SelfDelivery> {
  const id = `evt_self_test_${randomUUID()}`;
  const body = JSON.stringify({ id, event: "shop.self_test", createdAt: new Date().toISOString() });
  const forged = await post(url, body, signBody(body, "not the secret"));
  if (forged !== 401)
    return { state: "wrong", detail: `${url} answered ${forged} to a wrong signature, not 401` };
  const status = await post(url, body, signBody(body, env().DOJO_WEBHOOK_SECRETS[0] ?? ""));
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
