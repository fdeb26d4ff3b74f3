import type { Clock } from "../clock";
import type { Delivery, DeliveryAttempt, Subscription } from "../entities";
import type { Settings } from "../settings";
import { sign } from "../signature";
import type { Mishap } from "./mishap";

type Sending = {
  clock: Clock;
  settings: Settings;
  fetch: typeof fetch;
  delivery: Delivery;
  subscription: Subscription;
  mishap: Mishap;
  closing: AbortSignal;
};

/** One try: signed with the newest active secret, no redirect followed, given up after `webhookTimeoutMs`. */
export async function post(sending: Sending): Promise<DeliveryAttempt> {
  const { clock, settings, delivery, subscription, mishap, closing } = sending;
  const at = clock.iso();
  const secret = subscription.secrets.findLast((each) => each.isActive);
  if (!secret) return { at, status: null, error: "no active secret" };
  const key = mishap.badSignature ? `not ${secret.value}` : secret.value;
  try {
    const response = await sending.fetch(subscription.url, {
      method: "POST",
      body: delivery.body,
      redirect: "manual",
      headers: { "Content-Type": "application/json", "dojo-signature": sign(delivery.body, key) },
      signal: AbortSignal.any([closing, AbortSignal.timeout(settings.webhookTimeoutMs)]),
    });
    await response.body?.cancel();
    return { at, status: response.status };
  } catch (error) {
    return { at, status: null, error: reason(error) };
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError") return "timed out";
  const cause = error.cause;
  if (!(cause instanceof Error)) return error.message;
  return "code" in cause ? String(cause.code) : cause.message;
}
