import "server-only";
import type { BasketOwner } from "@/lib/basket/owner";
import { totalsOf } from "@/lib/basket/totals";
import { db } from "@/lib/db/client";

/** Priced from the catalogue at this moment: a basket stores ids and quantities only. */
export async function viewBasket(owner: BasketOwner | null) {
  const rows = owner
    ? await db().basketLine.findMany({
        where: { basket: owner },
        orderBy: [{ addedAt: "asc" }, { productId: "asc" }],
        select: {
          quantity: true,
          product: { select: { slug: true, name: true, art: true, priceMinor: true, stock: true } },
        },
      })
    : [];
  const lines = rows.map(({ quantity, product: { priceMinor, ...product } }) => ({
    ...product,
    quantity,
    unitMinor: priceMinor,
    lineMinor: priceMinor * quantity,
  }));
  return { lines, ...totalsOf(lines) };
}

export type BasketView = Awaited<ReturnType<typeof viewBasket>>;

/** For the count in the header. */
export async function countBasket(owner: BasketOwner | null): Promise<number> {
  if (!owner) return 0;
  const sum = await db().basketLine.aggregate({ where: { basket: owner }, _sum: { quantity: true } });
  return sum._sum.quantity ?? 0;
}
