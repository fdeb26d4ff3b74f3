import "server-only";
import { DojoError } from "@/lib/dojo/errors";
import { DOJO_VERSION } from "@/lib/dojo/version";
import { WEBHOOK_PATH } from "@/lib/dojo/webhook";
import { activeSecrets, listSubscriptions, type Subscription } from "@/lib/dojo/webhooks";
import { env } from "@/lib/env";
import { deliverToOurselves } from "@/lib/operations/deliver-to-ourselves";
import { type Finding, finding } from "@/lib/operations/examine-shop";

const EVENT = "payment_intent.status_updated";

export async function* examineDojo(): AsyncGenerator<Finding> {
  let ours: Subscription | undefined;
  const key = await finding("key", async () => {
    try {
      ours = (await listSubscriptions()).find(({ events }) => events.includes(EVENT));
    } catch (error) {
      if (!(error instanceof DojoError) || error.kind === "unauthorised") throw error;
      return {
        state: "wrong",
        detail: `not known, nor webhook, secrets, account and delivery: ${error.message}`,
      };
    }
    return { state: "ok", detail: `Dojo takes it, and version ${DOJO_VERSION}` };
  });
  yield key;
  if (key.state !== "ok") return;
  yield finding("webhook", async () => {
    if (!ours)
      return { state: "wrong", detail: `nobody subscribed to ${EVENT}: payments are found by asking only` };
    if (!new URL(ours.url).pathname.endsWith(WEBHOOK_PATH))
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
