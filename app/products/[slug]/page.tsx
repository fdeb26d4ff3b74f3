import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addToBasketAction } from "@/app/basket/actions";
import { ProductDetail } from "@/components/catalogue/product-detail";
import { ProductGrid } from "@/components/catalogue/product-grid";
import { ActionForm } from "@/components/ui/action-form";
import { categorySlug } from "@/lib/catalogue/categories";
import { findProduct, listProducts } from "@/lib/catalogue/list-products";
import { lostWords, shopWords } from "@/lib/messages";

/** One look-up for the title and the page. */
const productOf = cache(findProduct);
/** As many as stand in one row. */
const NEIGHBOURS = 3;

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await productOf((await params).slug);
  if (!product) return { title: lostWords.notFound.title };
  return {
    title: product.name,
    description: product.description,
    alternates: { canonical: `/products/${product.slug}` },
  };
}

export default async function ProductPage({ params }: Props) {
  const product = await productOf((await params).slug);
  if (!product) notFound();
  const category = { slug: categorySlug(product.category), name: product.category };
  return (
    <>
      <ProductDetail product={product} category={category}>
        {product.stock > 0 && <AddForm slug={product.slug} stock={product.stock} />}
      </ProductDetail>
      <Neighbours slug={product.slug} category={product.category} />
    </>
  );
}

function AddForm({ slug, stock }: { slug: string; stock: number }) {
  const quantity = {
    label: shopWords.quantity,
    name: "quantity",
    type: "number",
    inputMode: "numeric",
    defaultValue: 1,
    min: 1,
    max: Math.min(stock, 99),
    required: true,
  } as const;
  return (
    <ActionForm action={addToBasketAction} hidden={{ slug }} fields={[quantity]} submit={shopWords.add} />
  );
}

async function Neighbours({ slug, category }: { slug: string; category: string }) {
  const others = (await listProducts(category)).filter((product) => product.slug !== slug);
  return (
    others.length > 0 && (
      <section className="neighbours" aria-labelledby="neighbours">
        <h2 id="neighbours">{shopWords.moreFrom(category)}</h2>
        <ProductGrid products={others.slice(0, NEIGHBOURS)} below />
      </section>
    )
  );
}
