import type { OrderStatus } from "@/lib/db/generated/enums";
import type { Asked, Intent } from "../world/dojo";
import type { World } from "../world/world";
import * as at from "./at-dojo";
import * as of from "./of-order";
import { Violation } from "./violation";

/** What the invariants have to remember of an order. */
export type Seen = {
  status: OrderStatus;
  paidAttemptId: string | null;
  ended: boolean;
  /** How far money has moved; it never goes back, not even through REVIEW. */
  paidRank: number;
  sold: number;
};

/** Looks at every commit, here and at Dojo, and asserts what must hold at each of them. */
export class Watch {
  readonly history: { atMs: number; orderId: string | null; what: string; to: string }[] = [];
  readonly shown = new Set<string>();
  readonly sentAttempts = new Set<string>();
  /** Attempts that a finished search has looked for, and how old they were then, in ms. */
  readonly searchedAtAge = new Map<string, number>();
  private readonly seen = new Map<string, Seen>();

  constructor(
    private readonly world: World,
    private readonly recording: boolean,
  ) {}

  note(orderId: string | null, what: string, to: string): void {
    if (this.recording) this.history.push({ atMs: this.world.time.nowMs, orderId, what, to });
  }

  seenOf(orderId: string): Seen {
    const known = this.seen.get(orderId);
    if (known) return known;
    const fresh: Seen = {
      ...{ status: "AWAITING_PAYMENT", paidAttemptId: null, ended: false, paidRank: 0, sold: 0 },
    };
    this.seen.set(orderId, fresh);
    return fresh;
  }

  committed(): void {
    const { changed } = this.world.database;
    if (changed.size === 0) return;
    for (const orderId of changed) of.checkOrder(this.world, orderId, this.seenOf(orderId));
    changed.clear();
  }

  dojoChanged(intent: Intent): void {
    this.note(intent.orderId, `dojo ${intent.id}`, `${intent.status} -${intent.refundedMinor}`);
    at.checkIntent(this.world, intent);
  }

  linkShown(orderId: string, intentId: string): void {
    this.note(orderId, "link shown", intentId);
    of.I7_rowBeforeUse(this.world, orderId, intentId);
    this.shown.add(intentId);
    const intent = this.world.dojo.intents.get(intentId);
    if (intent) at.checkIntent(this.world, intent);
  }

  intentSent(asked: Asked): void {
    of.I9_nothingUnresolvedBefore(this.world, asked);
    this.sentAttempts.add(asked.attemptId);
  }

  searched(attemptId: string, ageMs: number): void {
    this.searchedAtAge.set(attemptId, Math.max(ageMs, this.searchedAtAge.get(attemptId) ?? 0));
  }

  sold(orderId: string): void {
    this.seenOf(orderId).sold += 1;
  }

  /** I8: no transaction is open while the provider is called. */
  providerCalled(): void {
    if (this.world.database.inTransaction) throw new Violation("I8", null, "a call inside a transaction");
  }

  /** I13: what was answered with 2xx is stored. */
  answered(eventId: string): void {
    if (!this.world.database.events.has(eventId))
      throw new Violation("I13", null, `${eventId} is not stored`);
  }
}
