import "server-only";
import { makePreferred } from "@/lib/cards/manage-cards";
import { db } from "@/lib/db/client";
import type { Outcome } from "@/lib/orders/judge-follow-up";

/** The tick at the checkout, for a card that has no id yet: it waits on the order until the card is saved. */
export async function rememberWish(orderId: string, preferNewCard: boolean): Promise<void> {
  await db().order.updateMany({
    where: { id: orderId, preferNewCard: !preferNewCard },
    data: { preferNewCard },
  });
}

/** Fulfils the wish once the order is paid, if the card that paid was saved: only then is it in the list. */
export async function fulfilWish(orderId: string): Promise<Outcome> {
  const order = await db().order.findUnique({
    where: { id: orderId, preferNewCard: true },
    select: { userId: true, paidAttemptId: true, attempts: { select: { id: true, paidCardId: true } } },
  });
  const paid = order?.attempts.find(({ id }) => id === order.paidAttemptId);
  if (!order?.userId || !paid?.paidCardId) return { state: "DONE" };
  const preferred = await makePreferred(order.userId, paid.paidCardId);
  return !preferred.ok && preferred.problem === "unreachable" ? { state: "later" } : { state: "DONE" };
}
