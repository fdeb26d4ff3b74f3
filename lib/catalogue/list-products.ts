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

export async function listProducts() {
  return db().product.findMany({ select: summary, orderBy: { position: "asc" } });
}

export async function findProduct(slug: string) {
  return db().product.findUnique({ where: { slug }, select: { ...summary, description: true } });
}
