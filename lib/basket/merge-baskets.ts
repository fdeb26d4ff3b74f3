import "server-only";
import { MOST_OF_ONE } from "@/lib/basket/change-basket";
import { ensureUserBasket } from "@/lib/basket/owner";
import { db } from "@/lib/db/client";

/**
 * What was put in while signed out joins the shopper's basket at sign-in, once: the guest's lines are deleted
 * by the statement that adds them, so that a second tab signing in at the same moment adds nothing twice.
 */
export async function mergeGuestBasket(guest: string, userId: string): Promise<void> {
  const basketId = await ensureUserBasket(userId);
  await db().$transaction([
    db().$executeRaw`
      WITH moved AS (
        DELETE FROM "BasketLine" WHERE "basketId" IN (SELECT id FROM "Basket" WHERE id = ${guest} AND "userId" IS NULL)
        RETURNING "productId", quantity, "addedAt")
      INSERT INTO "BasketLine" AS line ("basketId", "productId", quantity, "addedAt")
      SELECT ${basketId}, "productId", quantity, "addedAt" FROM moved ORDER BY "productId"
      ON CONFLICT ("basketId", "productId")
      DO UPDATE SET quantity = least(${MOST_OF_ONE}::int, line.quantity + excluded.quantity)`,
    db().basket.deleteMany({ where: { id: guest, userId: null } }),
  ]);
}
