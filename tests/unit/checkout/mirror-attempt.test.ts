import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinAttempt } from "@/lib/checkout/mirror-attempt";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { attemptIn, frozen, intentWith } from "./intent";

const open = attemptIn("OPEN");
const join = (from: typeof open, intent: PaymentIntent) => joinAttempt(from, intent, frozen);
const stateAfter = (snapshots: readonly PaymentIntent[]) => snapshots.reduce(join, open);

/** Without what the newest snapshot said of an open payment, which the next may say otherwise. */
function moneyAfter(snapshots: readonly PaymentIntent[]) {
  const { dojoStatus, resultCode, ...money } = stateAfter(snapshots);
  return money;
}

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
    ["UNKNOWN", "Created", "OPEN"],
    ["UNKNOWN", "Later", "OPEN"],
    ["CAPTURED", "Later", "CAPTURED"],
    ["OPEN", "Authorized", "OPEN"],
    ["OPEN", "Captured", "CAPTURED"],
    ["OPEN", "Canceled", "CANCELED"],
    ["OPEN", "Reversed", "REVERSED"],
    ["CAPTURED", "Refunded", "REFUNDED"],
    ["CAPTURED", "Created", "CAPTURED"],
    ["CANCELED", "Created", "CANCELED"],
    ["REFUNDED", "Captured", "REFUNDED"],
  ] as const)("%s with %s is %s", (state, status, joined) => {
    expect(join(attemptIn(state), intentWith({ status })).state).toBe(joined);
  });

  test.each(["NOT_CREATED", "REFUSED"] as const)(
    "money taken on an attempt given up as %s shows",
    (state) => {
      expect(join(attemptIn(state), intentWith({ status: "Captured" })).state).toBe("CAPTURED");
      expect(join(attemptIn(state), intentWith()).state).toBe(state);
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
      expect(join(open, intentWith({ status })), status).toEqual({
        ...open,
        dojoStatus: status,
        resultCode: 99,
      });
  });

  test("the refunded amount never falls", () => {
    const refunds = [400, 1000, 400].map((refundedMinor) =>
      intentWith({ status: "Captured", refundedMinor }),
    );
    expect(stateAfter(refunds)).toMatchObject({
      state: "CAPTURED",
      capturedMinor: 1000,
      refundedMinor: 1000,
    });
  });

  test("what an old snapshot says of the result does not hide the newer", () => {
    const settled = stateAfter([intentWith({ status: "Captured" }), intentWith({ events: ["Declined"] })]);
    expect(settled).toMatchObject({ dojoStatus: "Captured", resultCode: 0 });
  });

  test("a difference from the order is found when money was taken, not before, and stays", () => {
    const wrong = { amountMinor: 999, totalMinor: 999 };
    expect(stateAfter([intentWith(wrong)]).mismatch).toBeNull();
    const taken = [intentWith({ ...wrong, status: "Captured" }), intentWith({ status: "Captured" })];
    expect(stateAfter(taken)).toMatchObject({
      mismatch: "the amount differs from the order",
      capturedMinor: 1000,
    });
  });

  test("an intent found after it was given up is known, and not opened", () => {
    const found = join(attemptIn("NOT_CREATED"), intentWith());
    expect(found).toMatchObject({ state: "NOT_CREATED", dojoStatus: "Created" });
  });

  test("every order of up to five snapshots ends in the same state", () => {
    fc.assert(
      fc.property(fc.array(snapshot, { maxLength: 5 }), (snapshots) => {
        const ends = permutations(snapshots).map((order) => JSON.stringify(moneyAfter(order)));
        expect(new Set(ends).size).toBe(1);
      }),
    );
  });

  test("hearing a snapshot again changes nothing", () => {
    fc.assert(
      fc.property(fc.array(snapshot, { minLength: 1, maxLength: 5 }), fc.nat(4), (snapshots, which) => {
        const again = snapshots[which % snapshots.length];
        expect(moneyAfter(again ? [...snapshots, again] : [])).toEqual(moneyAfter(snapshots));
      }),
    );
  });
});
