import "server-only";
import { addressTag, readAddress } from "@/lib/account/address";
import { db } from "@/lib/db/client";

type Shown = { totalMinor: number; addressTag?: string };

/**
 * The order that a press of Pay goes on with, if it is there already: the one of this very click, or the basket's live
 * one with the same lines, prices and address. Looks without a lock, in one statement, so that any number of presses
 * at once wait for nobody. Null: `freezeOrder` decides.
 */
export async function findStandingOrder(
  userId: string,
  clickToken: string,
  shown: Shown,
): Promise<string | null> {
  const [standing] = await db().$queryRaw<{ id: string; clicked: boolean; address: unknown }[]>`
    WITH mine AS (
      SELECT basket.id, shopper."deliveryAddress" AS address
      FROM "Basket" basket JOIN "User" shopper ON shopper.id = basket."userId" WHERE shopper.id = ${userId})
    SELECT o.id, true AS clicked, NULL::jsonb AS address FROM "Order" o
    WHERE o."userId" = ${userId} AND o."clickToken" = ${clickToken}
    UNION ALL
    SELECT o.id, false, mine.address FROM mine JOIN "Order" o ON o."basketId" = mine.id
    WHERE o.status = 'AWAITING_PAYMENT' AND o."expiresAt" > shop_now() AND o."totalMinor" = ${shown.totalMinor}
      AND o."deliveryAddress" IS NOT DISTINCT FROM mine.address
      AND NOT EXISTS (
        SELECT 1 FROM (
          SELECT line."productId", line.quantity, product."priceMinor"
          FROM "BasketLine" line JOIN "Product" product ON product.id = line."productId"
          WHERE line."basketId" = mine.id) wanted
        FULL JOIN (
          SELECT "productId", quantity, "unitMinor" FROM "OrderLine" WHERE "orderId" = o.id) frozen USING ("productId")
        WHERE wanted.quantity IS DISTINCT FROM frozen.quantity
          OR wanted."priceMinor" IS DISTINCT FROM frozen."unitMinor")
    LIMIT 1`;
  if (!standing) return null;
  const goesTo = addressTag(readAddress(standing.address));
  const sameAddress = standing.clicked || shown.addressTag === undefined || shown.addressTag === goesTo;
  return sameAddress ? standing.id : null;
}
