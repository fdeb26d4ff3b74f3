import type { MetadataRoute } from "next";
import { categoriesOf } from "@/lib/catalogue/categories";
import { listProducts } from "@/lib/catalogue/list-products";
import { env } from "@/lib/env";

export const dynamic = "force-dynamic";

/** Without dates of change: the catalogue does not keep any. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const products = await listProducts();
  const paths = [
    "/",
    ...categoriesOf(products).map(({ slug }) => `/categories/${slug}`),
    ...products.map(({ slug }) => `/products/${slug}`),
  ];
  return paths.map((path) => ({ url: new URL(path, env().SHOP_URL).href }));
}
