import type { ReactNode } from "react";
import { Art } from "@/components/ui/art";
import { Price } from "@/components/ui/price";
import { stockWords } from "./stock-words";

type ProductDetailProps = {
  product: {
    name: string;
    category: string;
    description: string;
    priceMinor: number;
    art: string;
    stock: number;
  };
  children?: ReactNode;
};

export function ProductDetail({ product, children }: ProductDetailProps) {
  const words = stockWords(product.stock);
  return (
    <article className="product-detail">
      <Art src={product.art} size={640} />
      <div className="stack">
        <p className="eyebrow">{product.category}</p>
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
