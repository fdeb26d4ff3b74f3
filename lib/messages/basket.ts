import type { BasketProblem } from "@/lib/basket/change-basket";

export const basketWords = {
  title: "Basket",
  empty: {
    title: "Your basket is empty",
    text: "Things you add stay here, also after you close the page.",
  },
  each: "each",
  quantity: "Quantity",
  update: "Update",
  remove: "Remove",
  checkout: "Checkout",
  summary: "Summary",
  unsaved: "You were signed out before this was saved. Press Update to save it.",
} as const;

export const basketProblems: Record<BasketProblem, string> = {
  "unknown-product": "We do not sell that product any more.",
  quantity: "Choose a whole number from 1 to 99.",
  "sold-out": "That product is sold out.",
  stock: "There are not that many left.",
};

/** What a line says of the shelf: nothing while there is enough. */
export function shortSinceAdded({
  stock,
  quantity,
}: {
  stock: number;
  quantity: number;
}): string | undefined {
  if (stock === 0) return "Sold out since you added it.";
  return stock < quantity ? `Only ${stock} left.` : undefined;
}

/** Beside the field whose quantity was refused. */
export function notEnough(name: string, stock: number): string {
  return stock === 0 ? `${name} is sold out.` : `There are only ${stock} of ${name} left.`;
}
