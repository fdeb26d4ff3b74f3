import { ProductCard } from "@/components/catalogue/product-card";
import { ProductGrid } from "@/components/catalogue/product-grid";
import { ShopIntro } from "@/components/catalogue/shop-intro";
import { listProducts } from "@/lib/catalogue/list-products";
import { env } from "@/lib/env";

export default async function HomePage() {
  const products = await listProducts();
  return (
    <>
      <ShopIntro shopName={env().SHOP_NAME} />
      <ProductGrid>
        {products.map((product, position) => (
          <ProductCard key={product.slug} product={product} eager={position < 4} />
        ))}
      </ProductGrid>
    </>
  );
}
