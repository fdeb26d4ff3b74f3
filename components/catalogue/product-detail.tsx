import type { ReactNode } from "react";
import { Art } from "@/components/ui/art";
import { Price } from "@/components/ui/price";
import { stockWords } from "@/lib/messages";

type ProductDetailProps = {
  product: { name: string; description: string; priceMinor: number; art: string; stock: number };
  category: { slug: string; name: string };
  children?: ReactNode;
};

export function ProductDetail({ product, category, children }: ProductDetailProps) {
  const words = stockWords(product.stock);
  return (
    <article className={product.stock > 0 ? "product-detail" : "product-detail sold-out"}>
      <Art src={product.art} size={640} />
      <div className="stack">
        <p>
          <a className="eyebrow" href={`/categories/${category.slug}`}>
            {category.name}
          </a>
        </p>
        <h1>{product.name}</h1>
        <p className="price-line">
          <Price minor={product.priceMinor} size="large" />
          {words && <b>{words}</b>}
        </p>
        <p>{product.description}</p>
        {children}
      </div>
    </article>
  );
}
