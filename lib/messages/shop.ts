/** Shelf, product pages, header and footer. */
export const shopWords = {
  toShelf: "See what we make",
  all: "Everything",
  categories: "Categories",
  title: "Pots for every day, and good things to put in them",
  lead: (shop: string) =>
    `${shop} keeps a short list: stoneware for the table, loose tea by the tin, and the few tools that go between the two.`,
  description: (shop: string) => `${shop}: everyday ceramics, loose tea and a few tools for both.`,
  inCategory: (category: string, shop: string) => `${category} from ${shop}.`,
  moreFrom: (category: string) => `More from ${category}`,
  quantity: "Quantity",
  add: "Add to basket",
} as const;

/** By the slug of the category; one without words shows its name alone. */
export const categoryLeads: Readonly<Record<string, string>> = {
  "cups-and-bowls": "Stoneware to drink and eat from, thrown in small batches.",
  brewing: "What goes between the kettle and the cup.",
  "tea-and-cocoa": "Loose, by the tin or the pouch, blended for everyday.",
  table: "For the rest of the table, and the cloth to dry it with.",
};

/** Said where it changes what a shopper does: when there is nothing left, or hardly anything. */
export function stockWords(stock: number): string | null {
  if (stock <= 0) return "Sold out";
  return stock <= 3 ? `Only ${stock} left` : null;
}

/** Why a product was not added: how many are left, and how many of them are in the basket already. */
export function shortageWords(product: string, left: number, inBasket: number): string {
  if (inBasket === 0)
    return `${product}: only ${left} left. Choose ${left === 1 ? "1" : `${left} or fewer`}.`;
  const more = left - inBasket;
  const held = `${product}: only ${left} left, and your basket holds ${inBasket} already.`;
  return more > 0 ? `${held} You can add ${more} more.` : held;
}

export const lostWords = {
  notFound: {
    title: "Page not found",
    lead: "It may have moved, or the address may have a slip in it.",
    toShop: "Back to the shop",
  },
  failed: {
    title: "This page did not load",
    lead: "Something went wrong on our side. If you were paying, your orders show whether it went through.",
    again: "Try again",
    orders: "Your orders",
  },
  closed: {
    title: "The shop is not available",
    lead: "Something went wrong on our side. Please try again in a moment. If you were paying, your orders will show whether it went through.",
    again: "Try again",
  },
  reference: (digest: string) => `Error ${digest}`,
} as const;
