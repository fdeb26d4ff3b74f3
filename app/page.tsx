import type { Metadata } from "next";
import { CategoryNav } from "@/components/catalogue/category-nav";
import { ProductGrid } from "@/components/catalogue/product-grid";
import { ShopIntro } from "@/components/catalogue/shop-intro";
import { categoriesOf } from "@/lib/catalogue/categories";
import { listProducts } from "@/lib/catalogue/list-products";
import { env } from "@/lib/env";
import { shopWords } from "@/lib/messages";

/** Its title and description are the shop's own. */
export const metadata: Metadata = { alternates: { canonical: "/" } };

export default async function HomePage() {
  const products = await listProducts();
  return (
    <>
      <ShopIntro title={shopWords.title} lead={shopWords.lead(env().SHOP_NAME)}>
        <CategoryNav categories={categoriesOf(products)} />
      </ShopIntro>
      <ProductGrid products={products} />
    </>
  );
}
