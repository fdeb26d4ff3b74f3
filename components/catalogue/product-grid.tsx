import { ProductCard, type ProductSummary } from "./product-card";

/** As many pictures as a large screen shows before anybody scrolls; the rest wait. */
const EAGER = 4;

type ProductGridProps = { products: readonly ProductSummary[]; below?: boolean };

/** `below` means under something else, where no picture is seen at once and headings are one level down. */
export function ProductGrid({ products, below = false }: ProductGridProps) {
  return (
    <ul className="product-grid">
      {products.map((product, position) => (
        <ProductCard
          key={product.slug}
          product={product}
          eager={!below && position < EAGER}
          heading={below ? "h3" : "h2"}
        />
      ))}
    </ul>
  );
}
