import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "../clock";
import type { Delivery, DeliveryAttempt, Intent } from "../entities";
import type { FaultRules } from "../faults/rules";
import type { WebhookFault } from "../faults/schema";
import type { Ids } from "../ids";
import type { EventName } from "../schemas/webhook";
import type { Settings } from "../settings";
import type { Store } from "../store";
import { eventBody } from "./event";
import { Gate } from "./gate";
import { type Mishap, mishapOf, spoilBody, waitOf } from "./mishap";
import { post } from "./post";

type Parts = {
  store: Store;
  clock: Clock;
  ids: Ids;
  faults: FaultRules;
  settings: Settings;
  fetch: typeof fetch;
  report: (error: unknown) => void;
};

/** A request that is being served, and its deliveries that are to arrive before its answer. */
type Served = { early: string[]; answered: boolean };

const KEPT_DELIVERIES = 2_000;
const MOST_AT_ONCE = 50;

/**
 * Delivers events at least once: any 2xx is a delivery; everything else, a redirect included, is tried again
 * with growing gaps a limited number of times. What is pending survives a restart.
 */
export class Sender {
  private readonly closing = new AbortController();
  /** Of deliveries whose first sending is still to come. */
  private readonly mishaps = new Map<string, Mishap>();
  private readonly request = new AsyncLocalStorage<Served>();
  private readonly gate = new Gate(MOST_AT_ONCE);
  private readonly sending = new Set<string>();
  /** Asked for once more while they are being sent. */
  private readonly again = new Set<string>();

  constructor(private readonly parts: Parts) {}

  /** Notes one event for its subscriber, inside the caller's `write`; it leaves after the change is logged. */
  emit(event: EventName, intent: Intent): void {
    const { store, clock, ids, settings, faults } = this.parts;
    const subscription = store.subscriptions.all().find((each) => each.events.includes(event));
    if (!subscription) return;
    const fault = faults.nextForWebhook();
    const eventId = ids.event();
    const createdAt = clock.iso();
    const body = eventBody({ eventId, event, accountId: settings.accountId, createdAt, intent });
    const delivery: Delivery = {
      id: ids.delivery(),
      seq: store.nextSeq(),
      subscriptionId: subscription.id,
      eventId,
      event,
      url: subscription.url,
      body: spoilBody(body, fault),
      state: "pending",
      attempts: [],
      nextAttemptAt: clock.iso(clock.now() + waitOf(fault)),
    };
    this.begin(store.deliveries.put(delivery), fault);
    this.forgetOldest();
  }

  /** Runs a request; its answer waits for those of its events that a fault wants to arrive before it. */
  async during(request: () => Promise<void>): Promise<void> {
    const served: Served = { early: [], answered: false };
    await this.request.run(served, request);
    // Timers that the request set still see it: what they cause belongs to nobody's answer.
    served.answered = true;
    await Promise.all(served.early.map((id) => this.attempt(id)));
  }

  /** Plans again what was pending when the program stopped. */
  resume(): void {
    for (const delivery of this.parts.store.deliveries.all()) {
      if (delivery.state === "pending") this.plan(delivery);
    }
  }

  /** Sends the same event once more, now; what is left of its tries follows if that fails. */
  redeliver(delivery: Delivery): void {
    const { store, clock, faults } = this.parts;
    if (this.sending.has(delivery.id)) {
      this.again.add(delivery.id);
      return;
    }
    const fault = faults.nextForWebhook();
    const nextAttemptAt = clock.iso(clock.now() + waitOf(fault));
    const pending = store.write(() => store.deliveries.put({ ...delivery, state: "pending", nextAttemptAt }));
    this.begin(pending, fault);
  }

  /** Nothing that was still to be sent is known any more. */
  reset(): void {
    this.mishaps.clear();
    this.again.clear();
  }

  close(): void {
    this.closing.abort();
  }

  private begin(delivery: Delivery, fault: WebhookFault | undefined): void {
    if (fault?.kind === "drop") {
      this.finish(delivery, "dropped");
      return;
    }
    const mishap = mishapOf(fault);
    this.mishaps.set(delivery.id, mishap);
    const served = this.request.getStore();
    if (mishap.early && served && !served.answered) served.early.push(delivery.id);
    else this.plan(delivery);
  }

  private plan(delivery: Delivery): void {
    const { clock, report } = this.parts;
    const at = Date.parse(delivery.nextAttemptAt ?? clock.iso());
    clock.schedule(`delivery:${delivery.id}`, at, () => void this.attempt(delivery.id).catch(report));
  }

  private async attempt(id: string): Promise<void> {
    const mishap = this.mishaps.get(id) ?? mishapOf(undefined);
    this.mishaps.delete(id);
    this.parts.clock.cancel(`delivery:${id}`);
    if (this.sending.has(id)) return;
    this.sending.add(id);
    try {
      await this.sendAll(id, mishap);
    } finally {
      this.sending.delete(id);
    }
    const delivery = this.again.delete(id) ? this.parts.store.deliveries.get(id) : undefined;
    if (delivery) this.redeliver(delivery);
    if (!mishap.held) this.release();
  }

  private async sendAll(id: string, mishap: Mishap): Promise<void> {
    const { store } = this.parts;
    for (let copy = 1; copy <= mishap.copies; copy++) {
      const delivery = store.deliveries.get(id);
      if (delivery?.state !== "pending" || this.closing.signal.aborted) return;
      const subscription = store.subscriptions.get(delivery.subscriptionId);
      if (!subscription) return this.finish(delivery, "failed");
      const sending = { ...this.parts, delivery, subscription, mishap, closing: this.closing.signal };
      const attempt = await this.gate.through(() => post(sending));
      if (copy === mishap.copies && !this.closing.signal.aborted) this.settle(id, attempt, subscription.url);
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

  /** Another event has left: those that were held to come after it follow. */
  private release(): void {
    for (const [id, mishap] of this.mishaps) {
      const delivery = this.parts.store.deliveries.get(id);
      if (!mishap.held || !delivery) continue;
      this.mishaps.set(id, { ...mishap, held: false });
      this.wait(delivery, this.parts.clock.now());
    }
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
    const { deliveries } = this.parts.store;
    if (deliveries.size <= KEPT_DELIVERIES) return;
    const oldest = deliveries.all().find((each) => each.state !== "pending");
    if (oldest) deliveries.remove(oldest.id);
  }
}
