import type { Fault } from "../../setup/emulator-control";
import type { Random } from "../../setup/random";

const CREATES = ["Customers_Create", "PaymentIntents_CreatePaymentIntent"];

/** In ms: the longest that a call takes effect after its caller gave up. */
export const LATEST_MS = 3_000;

/** Dojo on its worst day: replies lost, errors before and after the fact, effects that come late, events gone astray. */
export function badWeather(random: Random): Fault[] {
  const draws = (fault: Fault, probability: number) => ({
    ...fault,
    probability,
    seed: random.between(0, 1_000_000_000),
  });
  const creating = CREATES.flatMap((operation) => [
    draws({ operation, kind: "reset", phase: "after" }, 0.08),
    draws({ operation, kind: "status", status: 500, phase: "after" }, 0.05),
    draws({ operation, kind: "status", status: 500, phase: "before" }, 0.05),
    draws({ operation, kind: "status", status: 504, commitAfterMs: 1_500 }, 0.03),
    draws({ operation, kind: "status", status: 504, commitAfterMs: LATEST_MS }, 0.02),
  ]);
  const operation = "webhook";
  return [
    ...creating,
    draws({ operation: "PaymentIntents_Delete", kind: "reset", phase: "after" }, 0.1),
    draws({ operation: "PaymentIntents_Delete", kind: "status", status: 500, phase: "before" }, 0.1),
    draws({ operation: "PaymentIntents_Get", kind: "stale" }, 0.05),
    draws({ operation: "*", kind: "status", status: 503 }, 0.03),
    draws({ operation: "*", kind: "delay", delayMs: 400 }, 0.1),
    draws({ operation, kind: "drop" }, 0.2),
    draws({ operation, kind: "duplicate", value: 3 }, 0.2),
    draws({ operation, kind: "delay", delayMs: 4_000 }, 0.15),
    draws({ operation, kind: "reorder" }, 0.15),
    draws({ operation, kind: "badSignature" }, 0.05),
  ];
}
