import { DojoError, kindOfStatus } from "@/lib/dojo/errors";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import type { Random } from "../../setup/random";
import type { Timetable } from "../engine/timetable";

export type Asked = {
  amountMinor: number;
  currency: string;
  reference: string;
  attemptId: string;
  orderId: string;
  customerId: string | null;
  expireMs: number;
};

/** The truth about one intent; `snapshots` is what the API has shown of it, oldest first. */
export type Intent = {
  id: string;
  orderId: string;
  attemptId: string;
  status: "Created" | "Captured" | "Canceled" | "Refunded";
  amountMinor: number;
  currency: string;
  reference: string;
  customerId: string | null;
  events: string[];
  capturedMinor: number;
  /** Taken although it was cancelled. */
  overrun: boolean;
  refundedMinor: number;
  createdMs: number;
  expireMs: number;
  snapshots: { atMs: number; snapshot: PaymentIntent }[];
};

type DojoRefund = { id: string; intentId: string; key: string | null; amountMinor: number };

type Listener = { onChange: (intent: Intent) => void; onEvent: (intent: Intent, eventId: string) => void };

/** How Dojo takes another sum than was asked for, or for something else. */
export type Slip = "amount" | "currency" | "reference" | "customer";

/**
 * Dojo with the same states and rules as emulator/payments: an intent is paid or cancelled only while Created, ends
 * at its `expireAt`, gives back no more than was taken, makes one refund per key; a partial refund is no event.
 */
export class Dojo {
  readonly intents = new Map<string, Intent>();
  readonly refunds: DojoRefund[] = [];
  readonly receipts: string[] = [];
  /** Refunds that were refused for no reason of ours. */
  readonly unwilling = new Set<string>();
  private readonly doubted = new Set<string>();
  private repeats = 0;
  private count = 0;

  constructor(
    private readonly time: Timetable,
    private readonly random: Random,
    private readonly listener: Listener,
  ) {}

  create(asked: Asked): Intent {
    const createdMs = this.time.nowMs;
    if (asked.expireMs <= createdMs) throw refusal("PaymentIntents_CreatePaymentIntent", 400);
    const { amountMinor, currency, reference, attemptId, orderId, customerId, expireMs } = asked;
    const intent: Intent = {
      id: this.nextId("pi"),
      orderId,
      attemptId,
      status: "Created",
      amountMinor,
      currency,
      reference,
      customerId,
      events: [],
      capturedMinor: 0,
      overrun: false,
      refundedMinor: 0,
      createdMs,
      expireMs,
      snapshots: [],
    };
    this.intents.set(intent.id, intent);
    this.time.after(expireMs - createdMs, () => this.expire(intent));
    this.show(intent);
    return intent;
  }

  /** As of a moment ago when the read side is behind. */
  read(id: string, lagMs: number): PaymentIntent {
    const snapshot = this.seen(this.intents.get(id), lagMs);
    if (!snapshot) throw refusal("PaymentIntents_Get", 404);
    return snapshot;
  }

  search(startMs: number, endMs: number, lagMs: number): PaymentIntent[] {
    return [...this.intents.values()].flatMap((intent) => {
      const snapshot = this.seen(intent, lagMs);
      return snapshot && intent.createdMs >= startMs && intent.createdMs <= endMs ? [snapshot] : [];
    });
  }

  cancel(id: string): void {
    const intent = this.intents.get(id);
    if (!intent) throw refusal("PaymentIntents_Delete", 404);
    if (intent.status !== "Created") throw refusal("PaymentIntents_Delete", 400);
    this.change(intent, { status: "Canceled" });
  }

  /** What the shopper does on the hosted page; false when it can no longer be paid. `late`: Dojo takes it all the same. */
  pay(id: string, { slip, late = false }: { slip?: Slip; late?: boolean } = {}): boolean {
    const intent = this.intents.get(id);
    if (intent?.status !== "Created" && !(late && intent?.status === "Canceled")) return false;
    if (slip === "amount") intent.amountMinor += this.random.pick([-100, -1, 1, 250]);
    if (slip === "currency") intent.currency = "EUR";
    if (slip === "reference") intent.reference = `${intent.reference}x`;
    if (slip === "customer") intent.customerId = "cust_somebody_else";
    const events = [...intent.events, "Captured"];
    const overrun = intent.status === "Canceled";
    this.change(intent, { status: "Captured", events, capturedMinor: intent.amountMinor, overrun });
    return true;
  }

  /** After which Dojo may not want to give anything back, as its documents say. */
  decline(id: string, unwilling: boolean): void {
    const intent = this.intents.get(id);
    if (intent?.status !== "Created") return;
    if (unwilling) this.unwilling.add(id);
    intent.events = [...intent.events, this.random.pick(["Declined", "AuthChallenged"])];
    this.show(intent);
  }

  refund(id: string, amountMinor: number, key: string | null): DojoRefund {
    const intent = this.intents.get(id);
    if (!intent) throw refusal("Refunds_Create", 404);
    const same = this.refunds.find((refund) => key !== null && refund.intentId === id && refund.key === key);
    if (same && key) this.doubt(key);
    if (same && same.amountMinor === amountMinor) return same;
    const left = intent.capturedMinor - intent.refundedMinor;
    if (same || intent.status !== "Captured" || amountMinor > left || this.unwilling.has(id))
      throw refusal("Refunds_Create", 400);
    const refund = { id: this.nextId("rfd"), intentId: id, key, amountMinor };
    this.refunds.push(refund);
    const full = amountMinor === left;
    intent.refundedMinor += amountMinor;
    intent.events = [...intent.events, "Refunded"];
    if (full) this.change(intent, { status: "Refunded" });
    else this.show(intent);
    return refund;
  }

  /** Now and then a key that comes again is refused once, as if its first refund were none. No chance is drawn for it. */
  private doubt(key: string): void {
    this.repeats += 1;
    if (this.doubted.has(key) || this.repeats % 2 === 0) return;
    this.doubted.add(key);
    throw refusal("Refunds_Create", this.doubted.size % 2 === 0 ? 400 : 409);
  }

  mailReceipt(id: string): void {
    const intent = this.intents.get(id);
    if (!intent || intent.capturedMinor === 0) throw refusal("Receipt_Create", 400);
    this.receipts.push(id);
    this.listener.onChange(intent);
  }

  private expire(intent: Intent): void {
    if (intent.status === "Created") this.change(intent, { status: "Canceled" });
  }

  private change(intent: Intent, changes: Partial<Intent>): void {
    Object.assign(intent, changes);
    this.show(intent);
    this.listener.onEvent(intent, this.nextId("evt"));
  }

  private show(intent: Intent): void {
    const { id, status, amountMinor, refundedMinor, currency, reference, attemptId, customerId } = intent;
    const snapshot: PaymentIntent = {
      id,
      status,
      amountMinor,
      totalMinor: amountMinor,
      refundedMinor,
      currency,
      reference,
      attemptId,
      customerId,
      events: intent.events,
      savedCardId: null,
      createdAt: new Date(intent.createdMs),
      expireAt: new Date(intent.expireMs),
    };
    intent.snapshots.push({ atMs: this.time.nowMs, snapshot });
    this.listener.onChange(intent);
  }

  private seen(intent: Intent | undefined, lagMs: number): PaymentIntent | undefined {
    return intent?.snapshots.findLast(({ atMs }) => atMs <= this.time.nowMs - lagMs)?.snapshot;
  }

  private nextId(kind: string): string {
    this.count += 1;
    return `${kind}_${this.count}`;
  }
}

export function refusal(operation: string, status: number): DojoError {
  return new DojoError(kindOfStatus(status), { operation, status });
}
