import "server-only";
import { makePreferred } from "@/lib/cards/manage-cards";
import { db } from "@/lib/db/client";

/** The tick at the checkout, for a card that has no id yet: it waits on the order until the card is saved. */
export async function rememberWish(orderId: string, preferNewCard: boolean): Promise<void> {
  await db().order.updateMany({
    where: { id: orderId, preferNewCard: !preferNewCard },
    data: { preferNewCard },
  });
}

/** Fulfils the wish once the order is paid, if the card that paid was saved: only then is it in the list. */
export async function fulfilWish(orderId: string, paidCardId: string | null): Promise<void> {
  if (!paidCardId) return;
  const order = await db().order.findUnique({
    where: { id: orderId, preferNewCard: true },
    select: { userId: true },
  });
  if (order?.userId) await makePreferred(order.userId, paidCardId);
}
