import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveOrder, type OrderFacts } from "@/lib/checkout/derive-order";
import { joinAttempt } from "@/lib/checkout/mirror-attempt";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { type Attempt, attemptIn, frozen, intentWith } from "./intent";

/** What one intent can go through at Dojo, oldest first. Any part of it may be heard, late, twice, in any order. */
const histories: Partial<PaymentIntent>[][] = [
  [{}, { events: ["Declined"] }, { status: "Captured" }],
  [
    {},
    { status: "Captured" },
    { status: "Captured", refundedMinor: 300 },
    { status: "Refunded", refundedMinor: 1000 },
  ],
  [
    {},
    { status: "Captured", events: ["Captured"] },
    { status: "Reversed", events: ["Captured", "Reversed"] },
  ],
  [{}, { status: "Authorized" }, { status: "Reversed", events: ["Reversed"] }],
  [{}, { events: ["Declined"] }, { status: "Canceled", events: ["Declined"] }],
  [{}, { status: "Captured", amountMinor: 999, totalMinor: 999 }],
  [
    {},
    { status: "Captured", totalMinor: 1100 },
    { status: "Refunded", totalMinor: 1100, refundedMinor: 1100 },
  ],
  [{}],
];

const mostOnce = 6;
const story = fc.integer({ min: 1, max: mostOnce }).chain((length) =>
  fc.record({
    first: fc.constantFrom(...histories),
    second: fc.constantFrom(...histories),
    heard: fc.array(fc.record({ ofSecond: fc.boolean(), at: fc.nat(3) }), {
      minLength: length,
      maxLength: length,
    }),
    closing: fc.constantFrom<OrderFacts["closing"]>(null, "CANCELLED"),
    expired: fc.boolean(),
    autoRefund: fc.boolean(),
  }),
);

type Heard = { attemptId: string; intent: PaymentIntent };
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

function snapshotsOf({ first, second, heard }: Story): Heard[] {
  return heard.map(({ ofSecond, at }) => {
    const history = ofSecond ? second : first;
    const intent = intentWith(history[at % history.length]);
    return ofSecond
      ? { attemptId: "a2", intent: { ...intent, id: "pi_2", attemptId: "a2", reference: "HK-1-2" } }
      : { attemptId: "a1", intent };
  });
}

function settle(
  heard: readonly Heard[],
  { closing, expired, autoRefund }: Story,
): OrderFacts & { status: string } {
  const attempts: Attempt[] = [attemptIn("OPEN"), attemptIn("OPEN", { id: "a2", reference: "HK-1-2" })];
  let facts: OrderFacts = { totalMinor: 1000, expired, closing, ended: false, paidAttemptId: null, attempts };
  let status = "";
  for (const { attemptId, intent } of heard) {
    const joined = facts.attempts.map((kept) =>
      kept.id === attemptId ? joinAttempt(kept, intent, frozen) : kept,
    );
    const verdict = deriveOrder({ ...facts, attempts: joined }, { autoRefund });
    facts = { ...facts, ...verdict, attempts: joined };
    status = verdict.status;
  }
  return { ...facts, status };
}

/** Both captured: which of them pays the order is settled by which was heard first, and nothing else is. */
function comparable({ attempts, paidAttemptId, closing, ...rest }: ReturnType<typeof settle>): string {
  const both = attempts.filter(({ capturedMinor, mismatch }) => capturedMinor > 0 && !mismatch).length > 1;
  const money = attempts.map(({ id, state, capturedMinor, refundedMinor, mismatch }) => ({
    ...{ id, state, capturedMinor, refundedMinor, mismatch },
  }));
  return JSON.stringify({
    status: both ? paidAttemptId !== null : rest.status,
    paid: both || paidAttemptId,
    money,
  });
}

function* permutations<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (const [at, item] of items.entries())
    for (const rest of permutations(items.filter((_, other) => other !== at))) yield [item, ...rest];
}

test(`every permutation of up to ${mostOnce} snapshots of two payments ends in the same state`, () => {
  fc.assert(
    fc.property(story, (told) => {
      const ends = new Set<string>();
      for (const heard of permutations(snapshotsOf(told))) ends.add(comparable(settle(heard, told)));
      expect(ends.size).toBe(1);
    }),
    { numRuns: 60 },
  );
});
