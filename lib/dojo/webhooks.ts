import "server-only";
import { callDojo } from "@/lib/dojo/client";
import * as wire from "@/lib/dojo/wire";

export type Subscription = { id: string; accountId: string | null; events: string[]; url: string };

/** Dojo allows one subscription for each event. Reading them is also the cheapest proof that a key works. */
export async function listSubscriptions(): Promise<Subscription[]> {
  const answer = await callDojo({
    operation: "Webhooks_GetAlSubscriptions",
    method: "GET",
    path: "/webhooks",
    answer: wire.subscriptions,
  });
  return answer.map(({ id, accountId, events, url }) => ({ id, accountId: accountId ?? null, events, url }));
}

/** The secrets that sign now. Compared with ours, never printed. */
export async function activeSecrets(subscriptionId: string): Promise<string[]> {
  const { secrets } = await callDojo({
    operation: "Webhooks_GetSecrets",
    method: "GET",
    path: `/webhooks/${encodeURIComponent(subscriptionId)}/secrets`,
    answer: wire.subscriptionSecrets,
  });
  return secrets.filter(({ isActive }) => isActive !== false).map(({ value }) => value);
}
