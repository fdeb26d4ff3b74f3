import { Art } from "@/components/ui/art";
import { Price } from "@/components/ui/price";
import { stockWords } from "@/lib/messages";

export type ProductSummary = { slug: string; name: string; priceMinor: number; art: string; stock: number };

type ProductCardProps = { product: ProductSummary; eager: boolean; heading: "h2" | "h3" };

export function ProductCard({ product, eager, heading: Heading }: ProductCardProps) {
  const words = stockWords(product.stock);
  return (
    <li className={product.stock > 0 ? "product" : "product sold-out"}>
      <Art src={product.art} size={640} lazy={!eager} />
      <Heading>
        <a href={`/products/${product.slug}`}>{product.name}</a>
      </Heading>
      <p>
        <Price minor={product.priceMinor} />
        {words && <b>{words}</b>}
      </p>
    </li>
  );
}
