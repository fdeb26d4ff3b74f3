import "server-only";
import { z } from "zod";
import type { BasketOwner } from "@/lib/basket/owner";
import { db } from "@/lib/db/client";

export const MOST_OF_ONE = 99;

/** Digits only: "1e3", " 5", "1.5" and "-1" are not quantities. */
export const quantityInput = z
  .string()
  .regex(/^[1-9]\d?$/)
  .transform(Number);

export type BasketProblem = "unknown-product" | "quantity" | "sold-out" | "stock";

/**
 * Puts products in, or says why not; what is already in the basket counts towards the stock. The basket is asked
 * for only when there is something to put in, so that refusals make none.
 */
export async function addToBasket(
  ensureBasket: () => Promise<string>,
  slug: string,
  quantity: number,
): Promise<BasketProblem | null> {
  const product = await db().product.findUnique({ where: { slug }, select: { id: true, stock: true } });
  if (!product) return "unknown-product";
  if (product.stock === 0) return "sold-out";
  const basketId = await ensureBasket();
  const most = Math.min(product.stock, MOST_OF_ONE);
  const changed = await db().$executeRaw`
    INSERT INTO "BasketLine" AS line ("basketId", "productId", quantity)
    SELECT ${basketId}, ${product.id}, ${quantity}::int WHERE ${quantity}::int <= ${most}::int
    ON CONFLICT ("basketId", "productId") DO UPDATE SET quantity = line.quantity + excluded.quantity
    WHERE line.quantity + excluded.quantity <= ${most}::int`;
  return changed === 0 ? "stock" : null;
}

export type Refusal = { problem: "unknown-product" } | { problem: "stock"; name: string; stock: number };

/** Sets a line's quantity. A line that another tab removed stays removed. */
export async function changeQuantity(
  owner: BasketOwner | null,
  slug: string,
  quantity: number,
): Promise<Refusal | null> {
  const product = await db().product.findUnique({
    where: { slug },
    select: { id: true, name: true, stock: true },
  });
  if (!owner || !product) return { problem: "unknown-product" };
  if (quantity > product.stock) return { problem: "stock", name: product.name, stock: product.stock };
  await db().basketLine.updateMany({ where: { productId: product.id, basket: owner }, data: { quantity } });
  return null;
}

/** The name of what was taken out, or null when another tab was faster. */
export async function removeFromBasket(owner: BasketOwner | null, slug: string): Promise<string | null> {
  const line = owner && { product: { slug }, basket: owner };
  if (!line) return null;
  const product = await db().product.findUnique({ where: { slug }, select: { name: true } });
  const { count } = await db().basketLine.deleteMany({ where: line });
  return count > 0 ? (product?.name ?? null) : null;
}
