import type { Clock } from "../clock";
import type { Delivery, DeliveryAttempt, Intent, Subscription } from "../entities";
import type { FaultRules } from "../faults/rules";
import type { WebhookFault } from "../faults/schema";
import type { Ids } from "../ids";
import type { EventName } from "../schemas/webhook";
import type { Settings } from "../settings";
import { sign } from "../signature";
import type { Store } from "../store";
import { eventBody } from "./event";

type Parts = {
  store: Store;
  clock: Clock;
  ids: Ids;
  faults: FaultRules;
  settings: Settings;
  fetch: typeof fetch;
};

const KEPT_DELIVERIES = 2_000;

/**
 * Delivers events at least once: any 2xx is a delivery; everything else, a redirect included, is tried again
 * with growing gaps a limited number of times. What is pending survives a restart.
 */
export class Sender {
  private readonly closing = new AbortController();

  constructor(private readonly parts: Parts) {}

  /** Notes one event for its subscriber, inside the caller's `write`; it leaves after the change is logged. */
  emit(event: EventName, intent: Intent): void {
    const { store, clock, ids, settings } = this.parts;
    const subscription = store.subscriptions.all().find((each) => each.events.includes(event));
    if (!subscription) return;
    const eventId = ids.event();
    const delivery = store.deliveries.put({
      id: ids.delivery(),
      seq: store.nextSeq(),
      subscriptionId: subscription.id,
      eventId,
      event,
      url: subscription.url,
      body: eventBody({ eventId, event, accountId: settings.accountId, createdAt: clock.iso(), intent }),
      state: "pending",
      attempts: [],
      nextAttemptAt: clock.iso(),
    });
    this.plan(delivery);
    this.forgetOldest();
  }

  /** Plans again what was pending when the program stopped. */
  resume(): void {
    for (const delivery of this.parts.store.deliveries.all()) {
      if (delivery.state === "pending") this.plan(delivery);
    }
  }

  /** Sends the same event once more, now; what is left of its tries follows if that fails. */
  redeliver(delivery: Delivery): void {
    const { store, clock } = this.parts;
    const pending: Delivery = { ...delivery, state: "pending", nextAttemptAt: clock.iso() };
    this.plan(store.write(() => store.deliveries.put(pending)));
  }

  close(): void {
    this.closing.abort();
  }

  private plan(delivery: Delivery): void {
    const at = Date.parse(delivery.nextAttemptAt ?? this.parts.clock.iso());
    this.parts.clock.schedule(`delivery:${delivery.id}`, at, () => void this.attempt(delivery.id));
  }

  private async attempt(id: string): Promise<void> {
    const { store, faults, clock } = this.parts;
    const delivery = store.deliveries.get(id);
    if (delivery?.state !== "pending" || this.closing.signal.aborted) return;
    const subscription = store.subscriptions.get(delivery.subscriptionId);
    const fault = subscription && faults.nextForWebhook();
    if (!subscription) this.finish(delivery, "failed");
    else if (fault?.kind === "drop") this.finish(delivery, "dropped");
    else if (fault?.kind === "delay") this.wait(delivery, clock.now() + (fault.delayMs ?? 5_000));
    else {
      const attempt = await this.send(delivery, subscription, fault);
      if (fault?.kind === "duplicate") await this.send(delivery, subscription, undefined);
      if (!this.closing.signal.aborted) this.settle(id, attempt, subscription.url);
    }
  }

  private async send(
    delivery: Delivery,
    subscription: Subscription,
    fault: WebhookFault | undefined,
  ): Promise<DeliveryAttempt> {
    const at = this.parts.clock.iso();
    const secret = subscription.secrets.findLast((each) => each.isActive);
    if (!secret) return { at, status: null, error: "no active secret" };
    const signature = sign(
      delivery.body,
      fault?.kind === "badSignature" ? `not ${secret.value}` : secret.value,
    );
    try {
      const response = await this.parts.fetch(subscription.url, {
        method: "POST",
        body: delivery.body,
        redirect: "manual",
        headers: { "Content-Type": "application/json", "dojo-signature": signature },
        signal: AbortSignal.any([
          this.closing.signal,
          AbortSignal.timeout(this.parts.settings.webhookTimeoutMs),
        ]),
      });
      await response.body?.cancel();
      return { at, status: response.status };
    } catch (error) {
      return { at, status: null, error: reason(error) };
    }
  }

  private settle(id: string, attempt: DeliveryAttempt, url: string): void {
    const { store, clock, settings } = this.parts;
    const delivery = store.deliveries.get(id);
    if (!delivery) return;
    const attempts = [...delivery.attempts, attempt];
    const tried = { ...delivery, url, attempts };
    const gap = settings.webhookGapsMs[attempts.length - 1];
    if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300)
      this.finish(tried, "delivered");
    else if (gap === undefined) this.finish(tried, "failed");
    else this.wait(tried, clock.now() + gap);
  }

  private wait(delivery: Delivery, untilMs: number): void {
    const { store, clock } = this.parts;
    this.plan(store.write(() => store.deliveries.put({ ...delivery, nextAttemptAt: clock.iso(untilMs) })));
  }

  private finish(delivery: Delivery, state: Delivery["state"]): void {
    const { nextAttemptAt: _none, ...rest } = delivery;
    this.parts.store.write(() => this.parts.store.deliveries.put({ ...rest, state }));
  }

  private forgetOldest(): void {
    const deliveries = this.parts.store.deliveries.all();
    if (deliveries.length <= KEPT_DELIVERIES) return;
    const oldest = deliveries.find((each) => each.state !== "pending");
    if (oldest) this.parts.store.deliveries.remove(oldest.id);
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return "failed";
  if (error.name === "TimeoutError") return "timed out";
  const cause = error.cause;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}
