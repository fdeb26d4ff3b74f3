import "server-only";
import { alertRaisedFrom } from "@/lib/alerts/raise-alert";
import { db, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";

/**
 * A hold is no row of its own: it is the order `o`, and it ends with it or two minutes after its link does, so an
 * abandoned payment gives the goods back without anybody's help.
 */
const stillHeld = Prisma.sql`
  o.status IN ('AWAITING_PAYMENT', 'CANCELLING') AND o."expiresAt" + interval '2 minutes' > shop_now()`;

/** Stock less what other live orders hold. Call with the products locked. */
export async function availableStock(tx: Tx, productIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ id: string; available: number }[]>`
    SELECT product.id, (product.stock - coalesce(sum(held.quantity), 0))::int AS available
    FROM "Product" product LEFT JOIN (
      SELECT line."productId", line.quantity FROM "OrderLine" line JOIN "Order" o ON o.id = line."orderId"
      WHERE ${stillHeld}
    ) held ON held."productId" = product.id
    WHERE product.id = ANY(${[...productIds]}) GROUP BY product.id`;
  return new Map(rows.map((row) => [row.id, row.available]));
}

/** Names of what a shopper's basket asks too much of, counting what others are just paying for. Looks only; `freezeOrder` decides. */
export async function findShortages(userId: string): Promise<string[]> {
  const rows = await db().$queryRaw<{ name: string }[]>`
    SELECT product.name FROM "Basket" basket JOIN "BasketLine" wanted ON wanted."basketId" = basket.id
      JOIN "Product" product ON product.id = wanted."productId"
    WHERE basket."userId" = ${userId} AND wanted.quantity > product.stock - (
      SELECT coalesce(sum(line.quantity), 0) FROM "OrderLine" line JOIN "Order" o ON o.id = line."orderId"
      WHERE line."productId" = product.id AND o."basketId" IS DISTINCT FROM basket.id
        AND ${stillHeld})
    ORDER BY wanted."addedAt", product.id`;
  return rows.map(({ name }) => name);
}

/**
 * Sold: the goods leave the shelf and the shopper's basket. What was added to the basket since stays in it. What was
 * paid for and is not there, since a payment took longer than the hold lasts, is told of in `oversold`. Parts
 * of one larger statement; the products are locked in the order of their ids, so that two orders cannot deadlock.
 */
export function soldGoods(orderId: string): Prisma.Sql {
  return Prisma.sql`
    ordered AS (
      SELECT line."productId", line.quantity, o."basketId"
      FROM "OrderLine" line JOIN "Order" o ON o.id = line."orderId" WHERE o.id = ${orderId}),
    shelf AS (
      SELECT id, name, stock FROM "Product" WHERE id IN (SELECT "productId" FROM ordered)
      ORDER BY id FOR NO KEY UPDATE),
    oversold AS (
      SELECT 'Sold, and not on the shelf: ' || string_agg(
        (ordered.quantity - shelf.stock)::text || ' × ' || shelf.name, ', ' ORDER BY shelf.id) || '.' AS detail
      FROM ordered JOIN shelf ON shelf.id = ordered."productId" WHERE ordered.quantity > shelf.stock),
    told_of_shortage AS (${alertRaisedFrom("oversold", orderId, Prisma.sql`FROM oversold WHERE detail IS NOT NULL`)}),
    sold AS (
      UPDATE "Product" product SET stock = greatest(0, product.stock - ordered.quantity)
      FROM ordered JOIN shelf ON shelf.id = ordered."productId" WHERE product.id = ordered."productId"),
    emptied AS (
      DELETE FROM "BasketLine" kept USING ordered
      WHERE kept."basketId" = ordered."basketId" AND kept."productId" = ordered."productId"
        AND kept.quantity <= ordered.quantity),
    lessened AS (
      UPDATE "BasketLine" kept SET quantity = kept.quantity - ordered.quantity FROM ordered
      WHERE kept."basketId" = ordered."basketId" AND kept."productId" = ordered."productId"
        AND kept.quantity > ordered.quantity)`;
}
