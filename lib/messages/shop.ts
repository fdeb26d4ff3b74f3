/** Shelf, product pages, header and footer. */
export const shopWords = {
  toShelf: "See what we make",
} as const;
