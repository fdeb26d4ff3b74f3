import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AttemptMirror, joinAttempt } from "@/lib/checkout/payment-state";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { intentWith } from "./intent";

const open: AttemptMirror = { state: "OPEN", refundedMinor: 0 };
const stateAfter = (snapshots: readonly PaymentIntent[], from: AttemptMirror = open) =>
  snapshots.reduce(joinAttempt, from);

const snapshot = fc
  .record({
    status: fc.constantFrom("Created", "Authorized", "Captured", "Canceled", "Reversed", "Refunded", "Later"),
    refundedMinor: fc.constantFrom(0, 400, 1000),
  })
  .map(intentWith);

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) =>
    permutations(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}

describe("joining a snapshot into the mirror of an attempt", () => {
  test.each([
    ["SENDING", "Created", "OPEN"],
    ["OPEN", "Authorized", "OPEN"],
    ["OPEN", "Captured", "CAPTURED"],
    ["OPEN", "Canceled", "CANCELED"],
    ["OPEN", "Reversed", "REVERSED"],
    ["CAPTURED", "Refunded", "REFUNDED"],
    ["CAPTURED", "Created", "CAPTURED"],
    ["CANCELED", "Created", "CANCELED"],
    ["REFUNDED", "Captured", "REFUNDED"],
  ] as const)("%s with %s is %s", (state, status, joined) => {
    expect(joinAttempt({ state, refundedMinor: 0 }, intentWith({ status })).state).toBe(joined);
  });

  test.each(["NOT_CREATED", "REFUSED"] as const)(
    "money taken on an attempt given up as %s shows",
    (state) => {
      expect(joinAttempt({ state, refundedMinor: 0 }, intentWith({ status: "Captured" })).state).toBe(
        "CAPTURED",
      );
      expect(joinAttempt({ state, refundedMinor: 0 }, intentWith()).state).toBe(state);
    },
  );

  test("money taken counts more than a cancellation, whichever was heard first", () => {
    const captured = intentWith({ status: "Captured" });
    const canceled = intentWith({ status: "Canceled" });
    expect(stateAfter([canceled, captured]).state).toBe("CAPTURED");
    expect(stateAfter([captured, canceled]).state).toBe("CAPTURED");
  });

  test("a word nobody knows changes nothing, not even one that objects have as a property", () => {
    for (const status of ["Later", "", "constructor", "__proto__"])
      expect(joinAttempt(open, intentWith({ status })), status).toEqual(open);
  });

  test("the refunded amount never falls", () => {
    const refunds = [400, 1000, 400].map((refundedMinor) =>
      intentWith({ status: "Captured", refundedMinor }),
    );
    expect(stateAfter(refunds)).toEqual({ state: "CAPTURED", refundedMinor: 1000 });
  });

  test("every order of up to five snapshots ends in the same state", () => {
    fc.assert(
      fc.property(fc.array(snapshot, { maxLength: 5 }), (snapshots) => {
        const ends = permutations(snapshots).map((order) => JSON.stringify(stateAfter(order)));
        expect(new Set(ends).size).toBe(1);
      }),
    );
  });

  test("hearing a snapshot again changes nothing", () => {
    fc.assert(
      fc.property(fc.array(snapshot, { minLength: 1, maxLength: 5 }), fc.nat(4), (snapshots, which) => {
        const again = snapshots[which % snapshots.length];
        expect(stateAfter(again ? [...snapshots, again] : [])).toEqual(stateAfter(snapshots));
      }),
    );
  });
});
