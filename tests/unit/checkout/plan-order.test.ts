import { expect, test } from "vitest";
import { nextLook, type PlannedAttempt, stepsFor } from "@/lib/checkout/plan-order";

const MINUTE = 60_000;

function attempt(state: PlannedAttempt["state"], changes: Partial<PlannedAttempt> = {}): PlannedAttempt {
  return { id: "a1", state, intentId: null, dojoStatus: null, createdMs: 0, leaseMs: 0, ...changes };
}

test("an order that is due and has nothing left to look for is settled, which takes it off the list", () => {
  const order = {
    status: "CANCELLED" as const,
    expiresMs: 30 * MINUTE,
    attempts: [attempt("NOT_CREATED")],
  };
  expect(stepsFor(order, 9 * MINUTE)).toEqual([{ kind: "recover", attemptId: "a1" }]);
  expect(stepsFor(order, 12 * MINUTE)).toEqual([{ kind: "end" }]);
  expect(nextLook(order, 12 * MINUTE)).toBeNull();
});
