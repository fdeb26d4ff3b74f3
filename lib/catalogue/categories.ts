type Category = { slug: string; name: string };

/** In the order in which the shelf comes to them. A category is no row of its own: it is what products name. */
export function categoriesOf(products: readonly { category: string }[]): Category[] {
  const names = new Set(products.map(({ category }) => category));
  return [...names].map((name) => ({ slug: categorySlug(name), name }));
}

/** "Cups & bowls" as it stands in an address: `cups-and-bowls`. */
export function categorySlug(name: string): string {
  const words = name.toLowerCase().replaceAll("&", " and ");
  return words.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}
