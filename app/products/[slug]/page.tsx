import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addToBasketAction } from "@/app/basket/actions";
import { ProductDetail } from "@/components/catalogue/product-detail";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { QuantityField } from "@/components/ui/quantity";
import { findProduct } from "@/lib/catalogue/list-products";
import { basketProblems, basketWords, messageFor } from "@/lib/messages";

/** One look-up for the title and the page. */
const productOf = cache(findProduct);

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ problem?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = await productOf((await params).slug);
  return product ? { title: product.name, description: product.description } : { title: "Page not found" };
}

export default async function ProductPage({ params, searchParams }: Props) {
  const product = await productOf((await params).slug);
  if (!product) notFound();
  const problem = messageFor(basketProblems, (await searchParams).problem);
  return (
    <ProductDetail product={product}>
      {problem && (
        <Notice tone="error" role="alert">
          {problem}
        </Notice>
      )}
      {product.stock > 0 && (
        <form action={addToBasketAction} className="cluster">
          <input type="hidden" name="slug" value={product.slug} />
          <QuantityField
            label={basketWords.quantity}
            name="quantity"
            defaultValue={1}
            max={Math.min(product.stock, 99)}
          />
          <Button size="large">Add to basket</Button>
        </form>
      )}
    </ProductDetail>
  );
}
