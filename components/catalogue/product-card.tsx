import { Art } from "@/components/ui/art";
import { Price } from "@/components/ui/price";
import { stockWords } from "./stock-words";

type ProductCardProps = {
  product: {
    slug: string;
    name: string;
    priceMinor: number;
    art: string;
    stock: number;
    category: string;
  };
  eager?: boolean;
};

export function ProductCard({ product, eager = false }: ProductCardProps) {
  const words = stockWords(product.stock);
  return (
    <li className={product.stock > 0 ? "product" : "product sold-out"}>
      <Art src={product.art} size={640} lazy={!eager} />
      <h2>
        <a href={`/products/${product.slug}`}>{product.name}</a>
      </h2>
      <p>
        <Price minor={product.priceMinor} />
        {words && <b>{words}</b>}
      </p>
    </li>
  );
}
