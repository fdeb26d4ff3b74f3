import { DojoError } from "@/lib/dojo/errors";
import type { Task } from "../engine/process";
import type { World } from "../world/world";
import { cancelPaymentIntent } from "./dojo-calls";
import { settleGone, settleIntent } from "./settle-order";

/* lib/checkout/cancel-at-dojo.ts. */

export function* cancelAtDojo(world: World, intentId: string): Task<void> {
  try {
    yield* cancelPaymentIntent(world, intentId);
  } catch (error) {
    if (!(error instanceof DojoError) || !error.movedOn) throw error;
    if (!world.design.askAfterRefusedCancel) return yield* believeCancelled(world, intentId);
  }
  try {
    yield* settleIntent(world, intentId);
  } catch (error) {
    const unknown = error instanceof DojoError && error.kind === "not-found";
    if (!unknown || !(yield* settleGone(world, intentId))) throw error;
  }
}

/** For a mutant alone. */
function* believeCancelled(world: World, intentId: string): Task<void> {
  yield* world.transaction((database) => {
    const attempt = database.attempts.find((row) => row.intentId === intentId && row.state === "OPEN");
    if (attempt) database.updateAttempt(attempt, { state: "CANCELED", dojoStatus: "Canceled" });
  });
}
