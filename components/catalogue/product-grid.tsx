import type { ReactNode } from "react";

export function ProductGrid({ children }: { children: ReactNode }) {
  return <ul className="product-grid">{children}</ul>;
}
