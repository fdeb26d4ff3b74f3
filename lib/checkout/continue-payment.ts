import "server-only";
import type { Shopper } from "@/lib/auth/session";
import { nextStep } from "@/lib/checkout/attempts";
import { chooseCard, NEW_CARD } from "@/lib/checkout/choose-card";
import type { Payer } from "@/lib/checkout/choose-step";
import { type Payment, startPayment } from "@/lib/checkout/start-payment";
import { findOrder } from "@/lib/orders/find-order";

/**
 * Back to the payment page of an unpaid order: the same link while it lives, else a new one with the same card if
 * the shopper still has it. Null when the order is not the shopper's.
 */
export async function continuePayment(
  user: Shopper,
  number: string,
  { withoutCustomer }: Pick<Payer, "withoutCustomer"> = {},
): Promise<Payment | null> {
  const order = await findOrder(user.id, number);
  if (!order) return null;
  if (withoutCustomer) return startPayment(user, order.id, { withoutCustomer });
  const before = order.savedCardId ?? undefined;
  const step = await nextStep(order.id, { savedCardId: before });
  if (step.kind === "reuse") return { kind: "link", link: step.link };
  const choice = await chooseCard(user.id, { card: before ?? NEW_CARD });
  if (!choice.ok && choice.problem === "dojo-unavailable")
    return { kind: "problem", problem: choice.problem };
  return startPayment(user, order.id, { savedCardId: choice.ok ? choice.savedCardId : undefined });
}
