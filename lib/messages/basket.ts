import type { BasketProblem } from "@/lib/basket/change-basket";

export const basketProblems: Record<BasketProblem, string> = {
  "unknown-product": "We do not sell that product any more.",
  quantity: "Choose a whole number from 1 to 99.",
  "sold-out": "That product is sold out.",
  stock: "There are not that many left.",
};
