import "server-only";
import { basketOwner } from "@/lib/basket/current-basket";
import { viewBasket } from "@/lib/basket/view-basket";
import { findProduct } from "@/lib/catalogue/list-products";
import { basketProblems, shortageWords } from "@/lib/messages";

/** Why no more of it can be added. What the basket holds already counts, and people forget that it does. */
export async function explainShortage(slug: string): Promise<string> {
  const [product, basket] = await Promise.all([findProduct(slug), basketOwner().then(viewBasket)]);
  if (!product || product.stock === 0) return basketProblems["sold-out"];
  const held = basket.lines.find((line) => line.slug === slug)?.quantity ?? 0;
  return shortageWords(product.name, product.stock, held);
}
