import "server-only";
import { db } from "@/lib/db/client";

const summary = {
  slug: true,
  name: true,
  category: true,
  priceMinor: true,
  stock: true,
  art: true,
} as const;

/** The shelf in the shop's own order; with a category's name only what is in it. */
export async function listProducts(category?: string) {
  return db().product.findMany({ where: { category }, select: summary, orderBy: { position: "asc" } });
}

export async function findProduct(slug: string) {
  if (!isSlug(slug)) return null;
  return db().product.findUnique({ where: { slug }, select: { ...summary, description: true } });
}

/** Slugs come from addresses and forms; whatever else is in there does not reach the database. */
export function isSlug(value: string): boolean {
  return /^[a-z0-9-]{1,100}$/.test(value);
}
