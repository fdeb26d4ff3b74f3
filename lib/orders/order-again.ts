import "server-only";
import { MOST_OF_ONE } from "@/lib/basket/change-basket";
import { ensureUserBasket } from "@/lib/basket/owner";
import { closeOrder } from "@/lib/checkout/close-order";
import { settleOrder } from "@/lib/checkout/settle-order";
import { db, isDatabaseBusy } from "@/lib/db/client";
import type { OrderStatus } from "@/lib/db/generated/enums";
import { DojoError } from "@/lib/dojo/errors";
import { notYours } from "@/lib/orders/not-yours";

export type OrderedAgain =
  | { kind: "ready" }
  /** The basket holds more than that order: the total is another. */
  | { kind: "mixed" }
  /** Not all of it is on the shelf: what there is went into the basket. */
  | { kind: "short" }
  /** It turned out to be paid, or may still be. */
  | { kind: "not-over" };

/**
 * Puts an order's goods into the basket once more, at today's prices. An unpaid order is settled first, since
 * paying again for one that went through would be paying twice. Null when the order is not the shopper's.
 */
export async function orderAgain(userId: string, number: string): Promise<OrderedAgain | null> {
  const order = await db().order.findFirst({ where: { userId, number }, select: { id: true, status: true } });
  if (!order) return notYours(userId, number);
  if (order.status === "REVIEW") return { kind: "not-over" };
  if (order.status === "AWAITING_PAYMENT" || order.status === "CANCELLING") {
    const status = await endIfOver(order.id).catch((error: unknown) => {
      if (error instanceof DojoError || isDatabaseBusy(error)) return order.status;
      throw error;
    });
    if (status !== "EXPIRED" && status !== "CANCELLED") return { kind: "not-over" };
  }
  const basketId = await ensureUserBasket(userId);
  await db().$executeRaw`
    INSERT INTO "BasketLine" AS line ("basketId", "productId", quantity)
    SELECT ${basketId}, product.id, least(ordered.quantity, product.stock, ${MOST_OF_ONE}::int)
    FROM "OrderLine" ordered JOIN "Product" product ON product.id = ordered."productId"
    WHERE ordered."orderId" = ${order.id} AND product.stock > 0 ORDER BY product.id
    ON CONFLICT ("basketId", "productId") DO UPDATE SET quantity = greatest(line.quantity, excluded.quantity)`;
  const [basket] = await db().$queryRaw<{ short: boolean; mixed: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "OrderLine" ordered JOIN "Product" product ON product.id = ordered."productId"
        WHERE ordered."orderId" = ${order.id} AND product.stock < ordered.quantity) AS short,
      EXISTS (SELECT 1 FROM "BasketLine" line LEFT JOIN "OrderLine" ordered
          ON ordered."orderId" = ${order.id} AND ordered."productId" = line."productId"
        WHERE line."basketId" = ${basketId} AND line.quantity > coalesce(ordered.quantity, 0)) AS mixed`;
  return { kind: basket?.short ? "short" : basket?.mixed ? "mixed" : "ready" };
}

/** One whose time is up may have a link that Dojo has not closed yet: then it is closed now. */
async function endIfOver(orderId: string): Promise<OrderStatus> {
  const status = await settleOrder(orderId);
  return status === "CANCELLING" ? closeOrder(orderId) : status;
}
