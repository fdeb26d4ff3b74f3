import "server-only";
import { addressTag, readAddress } from "@/lib/account/address";
import { totalsOf } from "@/lib/basket/totals";
import { db } from "@/lib/db/client";
import { type ComparedLine, fitOrder } from "@/lib/orders/fit-order";

type Shown = { totalMinor: number; addressTag?: string };
type Row = {
  clickedId: string | null;
  address: unknown;
  lines: ComparedLine[] | null;
  liveId: string | null;
  liveStatus: string;
  liveExpired: boolean;
  liveAddress: unknown;
  liveTotalMinor: number;
  liveLines: ComparedLine[] | null;
};

/**
 * The order that a press of Pay goes on with, if it is there already: the one of this very click, or the basket's live
 * one that fits. Looks without a lock, in one statement, so that any number of presses at once wait for nobody. Null:
 * `freezeOrder` decides.
 */
export async function findStandingOrder(
  userId: string,
  clickToken: string,
  shown: Shown,
): Promise<string | null> {
  const [row] = await db().$queryRaw<Row[]>`
    SELECT clicked.id AS "clickedId", shopper."deliveryAddress" AS address, live.id AS "liveId",
      live.status::text AS "liveStatus", live."expiresAt" <= shop_now() AS "liveExpired",
      live."deliveryAddress" AS "liveAddress", live."totalMinor" AS "liveTotalMinor",
      (SELECT jsonb_agg(jsonb_build_object('productId', line."productId", 'quantity', line.quantity,
          'unitMinor', product."priceMinor"))
        FROM "BasketLine" line JOIN "Product" product ON product.id = line."productId"
        WHERE line."basketId" = basket.id) AS lines,
      (SELECT jsonb_agg(jsonb_build_object('productId', "productId", 'quantity', quantity, 'unitMinor', "unitMinor"))
        FROM "OrderLine" WHERE "orderId" = live.id) AS "liveLines"
    FROM "User" shopper
      LEFT JOIN "Order" clicked ON clicked."userId" = shopper.id AND clicked."clickToken" = ${clickToken}
      LEFT JOIN "Basket" basket ON basket."userId" = shopper.id
      LEFT JOIN "Order" live ON live."basketId" = basket.id AND live.status IN ('AWAITING_PAYMENT', 'CANCELLING')
    WHERE shopper.id = ${userId}`;
  if (!row || row.clickedId) return row?.clickedId ?? null;
  const lines = row.lines ?? [];
  const { totalMinor } = totalsOf(lines);
  const basket = { lines, totalMinor, goesTo: addressTag(readAddress(row.address)) };
  const asShown =
    totalMinor === shown.totalMinor && (shown.addressTag === undefined || shown.addressTag === basket.goesTo);
  if (!row.liveId || lines.length === 0 || !asShown) return null;
  const live = {
    ...{ id: row.liveId, status: row.liveStatus, expired: row.liveExpired, lines: row.liveLines ?? [] },
    totalMinor: row.liveTotalMinor,
    goesTo: addressTag(readAddress(row.liveAddress)),
  };
  const fit = fitOrder(basket, live, null);
  return fit.kind === "order" ? fit.orderId : null;
}
