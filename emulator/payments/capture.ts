import type { Capture, Intent } from "../entities";
import { invalidField, Refusal } from "../errors";
import type { World } from "../world";
import { withEvent } from "./event";

type Asked = { amount: number; tipsAmount?: number | undefined };

/**
 * Takes all or part of what is held (minor units); the status is Captured from the first part on, and only that
 * change is an event. How several captures look in the status is not published: this is our reading.
 */
export function captureIntent(
  world: World,
  intent: Intent,
  { amount, tipsAmount }: Asked,
): { intent: Intent; capture: Capture } {
  const left = intent.totalAmount.value - capturedAmount(intent);
  const open = intent.status === "Authorized" || (isManual(intent) && intent.status === "Captured");
  if (!open || left === 0)
    throw new Refusal(409, `Nothing is held that could be captured (${intent.status}).`);
  if (intent.refundedAmount > 0) throw new Refusal(409, "A refunded payment cannot be captured further.");
  if (amount + (tipsAmount ?? 0) > left) throw invalidField("amount", `At most ${left} can be captured.`);

  const { store, clock, ids, sender } = world;
  const createdAt = clock.iso();
  const capture = {
    id: ids.capture(),
    amount,
    ...(tipsAmount === undefined ? {} : { tipsAmount }),
    createdAt,
  };
  return store.write(() => {
    const captured = store.intents.put({
      ...intent,
      status: "Captured",
      updatedAt: createdAt,
      captures: [...(intent.captures ?? []), capture],
      paymentEvents: withEvent(intent, "Captured", createdAt),
      ...(intent.paymentDetails
        ? { paymentDetails: { ...intent.paymentDetails, message: "DEPOSITED" } }
        : {}),
    });
    clock.cancel(`expire:${intent.id}`);
    if (intent.status !== "Captured") sender.emit("payment_intent.status_updated", captured);
    return { intent: captured, capture };
  });
}

/** What was really taken, in minor units: all of it, or the sum of the captures made by hand. */
export function capturedAmount(intent: Intent): number {
  if (!isManual(intent)) return intent.totalAmount.value;
  return (intent.captures ?? []).reduce((sum, each) => sum + each.amount + (each.tipsAmount ?? 0), 0);
}

function isManual(intent: Intent): boolean {
  return intent.request.captureMode === "Manual";
}
