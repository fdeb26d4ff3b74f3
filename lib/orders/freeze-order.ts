import "server-only";
import { addressTag, type DeliveryAddress, readAddress } from "@/lib/account/address";
import { totalsOf } from "@/lib/basket/totals";
import { ORDER_LIFE_MINUTES } from "@/lib/checkout/attempt-times";
import { db, type Tx } from "@/lib/db/client";
import { opaqueId } from "@/lib/ids";
import { type Fit, fitOrder } from "@/lib/orders/fit-order";
import { eventsKept } from "@/lib/orders/order-events";
import { availableStock } from "@/lib/orders/stock";

export type FreezeProblem = "empty-basket" | "stock" | "price-changed" | "address-changed";
export type Frozen = Exclude<Fit, { kind: "new" }> | { kind: "problem"; problem: FreezeProblem };

type Line = { productId: string; name: string; unitMinor: number; quantity: number };

/**
 * Turns the basket into an order: ids and quantities from it, names and prices from the catalogue, now. The
 * basket row is locked, so two tabs continue one order; who finds it locked is turned away at once (the database is
 * "busy") and holds no connection while it waits. What was `shown` is compared, never used.
 */
export async function freezeOrder(
  userId: string,
  clickToken: string,
  shown: { totalMinor: number; addressTag?: string },
): Promise<Frozen> {
  return db().$transaction(async (tx) => {
    const [basket] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Basket" WHERE "userId" = ${userId} FOR UPDATE NOWAIT`;
    const clicked = await tx.order.findUnique({
      where: { userId_clickToken: { userId, clickToken } },
      select: { id: true },
    });
    if (clicked) return { kind: "order", orderId: clicked.id };
    if (!basket) return { kind: "problem", problem: "empty-basket" };

    // Order first, goods second: settling locks in the same order, so neither can wait for the other in a ring.
    const live = await findLiveOrder(tx, basket.id);
    const reviewed = await findReviewedOrder(tx, basket.id);
    const lines = await lockLines(tx, basket.id);
    if (lines.length === 0) return { kind: "problem", problem: "empty-basket" };
    const address = await addressOf(tx, userId);
    const goesTo = addressTag(address);
    const totals = totalsOf(lines);
    if (totals.totalMinor !== shown.totalMinor) return { kind: "problem", problem: "price-changed" };
    if (shown.addressTag !== undefined && shown.addressTag !== goesTo)
      return { kind: "problem", problem: "address-changed" };

    const fit = fitOrder({ lines, goesTo, totalMinor: totals.totalMinor }, live, reviewed);
    if (fit.kind !== "new") return fit;
    const available = await availableStock(
      tx,
      lines.map((line) => line.productId),
    );
    if (lines.some((line) => line.quantity > (available.get(line.productId) ?? 0)))
      return { kind: "problem", problem: "stock" };
    return {
      kind: "order",
      orderId: await insertOrder(tx, { userId, basketId: basket.id, clickToken, lines, address }),
    };
  });
}

/** Products are locked in the order of their ids, so that two baskets with the same goods cannot deadlock. */
async function lockLines(tx: Tx, basketId: string): Promise<Line[]> {
  const lines = await tx.$queryRaw<(Line & { addedAt: Date })[]>`
    SELECT line."productId", product.name, product."priceMinor" AS "unitMinor", line.quantity, line."addedAt"
    FROM "BasketLine" line JOIN "Product" product ON product.id = line."productId"
    WHERE line."basketId" = ${basketId} ORDER BY product.id FOR NO KEY UPDATE OF product`;
  // The shopper's order of things, as the basket shows it.
  lines.sort((a, b) => a.addedAt.getTime() - b.addedAt.getTime());
  return lines.map(({ addedAt, ...line }) => line);
}

async function addressOf(tx: Tx, userId: string): Promise<DeliveryAddress | null> {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { deliveryAddress: true } });
  return readAddress(user.deliveryAddress);
}

type Live = { id: string; status: string; expired: boolean; totalMinor: number; address: unknown };

async function findLiveOrder(tx: Tx, basketId: string) {
  const [live] = await tx.$queryRaw<Live[]>`
    SELECT id, status::text AS status, "expiresAt" <= shop_now() AS expired, "totalMinor",
      "deliveryAddress" AS address FROM "Order"
    WHERE "basketId" = ${basketId} AND status IN ('AWAITING_PAYMENT', 'CANCELLING') FOR NO KEY UPDATE`;
  if (!live) return null;
  const lines = await tx.orderLine.findMany({ where: { orderId: live.id }, select: comparedLine });
  return { ...live, goesTo: addressTag(readAddress(live.address)), lines };
}

/** Money was taken for these very goods and is being looked at: asking for it again would be charging twice. */
async function findReviewedOrder(tx: Tx, basketId: string) {
  return tx.order.findFirst({
    where: { basketId, status: "REVIEW" },
    orderBy: { createdAt: "desc" },
    select: { id: true, lines: { select: comparedLine } },
  });
}

const comparedLine = { productId: true, quantity: true, unitMinor: true } as const;

type NewOrder = {
  userId: string;
  basketId: string;
  clickToken: string;
  lines: readonly Line[];
  address: DeliveryAddress | null;
};

async function insertOrder(tx: Tx, order: NewOrder): Promise<string> {
  const { userId, basketId, clickToken, lines, address } = order;
  const id = opaqueId();
  const totals = totalsOf(lines);
  await tx.$executeRaw`
    INSERT INTO "Order" (id, "userId", "basketId", status, currency, "subtotalMinor", "deliveryMinor", "totalMinor",
      "clickToken", "deliveryAddress", "expiresAt", "checkAt")
    VALUES (${id}, ${userId}, ${basketId}, 'AWAITING_PAYMENT', 'GBP', ${totals.subtotalMinor}, ${totals.deliveryMinor},
      ${totals.totalMinor}, ${clickToken}, ${address && JSON.stringify(address)}::jsonb,
      shop_now() + ${ORDER_LIFE_MINUTES}::int * interval '1 minute',
      shop_now() + ${ORDER_LIFE_MINUTES}::int * interval '1 minute')`;
  await tx.$executeRaw`${eventsKept(id, [{ subject: "order", to: "AWAITING_PAYMENT", amountMinor: totals.totalMinor }])}`;
  await tx.orderLine.createMany({
    data: lines.map((line, position) => ({ ...line, orderId: id, position })),
  });
  return id;
}
