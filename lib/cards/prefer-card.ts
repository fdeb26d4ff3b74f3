import "server-only";
import { db } from "@/lib/db/client";

/** The shopper's own choice; callers have checked that the card is in the fresh list and usable. */
export async function storePreferredCard(userId: string, cardId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "User" SET "preferredCardId" = ${cardId}, "preferredDecidedAt" = shop_now() WHERE id = ${userId}`;
}

/** The first saved card becomes preferred without being asked, unless the shopper has decided meanwhile. */
export async function adoptFirstCard(userId: string, cardId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "User" SET "preferredCardId" = ${cardId}, "preferredDecidedAt" = shop_now()
    WHERE id = ${userId} AND "preferredDecidedAt" IS NULL`;
}

/**
 * After its removal. Who has decided once stays decided: the next card saved is not adopted unasked. True when it
 * was the stored choice.
 */
export async function clearPreferredCard(userId: string, cardId: string): Promise<boolean> {
  const { count } = await db().user.updateMany({
    where: { id: userId, preferredCardId: cardId },
    data: { preferredCardId: null },
  });
  return count === 1;
}
