"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import {
  addToBasket,
  type BasketProblem,
  changeQuantity,
  quantityInput,
  removeFromBasket,
} from "@/lib/basket/change-basket";
import { basketOwner, ensureBasket } from "@/lib/basket/current-basket";
import { isSlug } from "@/lib/catalogue/list-products";
import { textFields } from "@/lib/forms";

const slug = z.string().refine(isSlug);
const line = z.object({ slug, quantity: quantityInput });

export async function addToBasketAction(form: FormData) {
  const fields = textFields(form);
  const parsed = line.safeParse(fields);
  const problem = parsed.success
    ? await addToBasket(ensureBasket, parsed.data.slug, parsed.data.quantity)
    : "quantity";
  if (!problem) showBasket();
  const known = slug.safeParse(fields.slug);
  if (problem === "unknown-product" || !known.success) showBasket("unknown-product");
  redirect(`/products/${known.data}?problem=${problem}`);
}

export async function changeQuantityAction(form: FormData) {
  const parsed = line.safeParse(textFields(form));
  const problem = parsed.success
    ? await changeQuantity(await basketOwner(), parsed.data.slug, parsed.data.quantity)
    : "quantity";
  showBasket(problem);
}

export async function removeAction(form: FormData) {
  const parsed = slug.safeParse(textFields(form).slug);
  if (parsed.success) await removeFromBasket(await basketOwner(), parsed.data);
  showBasket();
}

/** The header counts the basket, and the router would keep the header it has. */
function showBasket(problem: BasketProblem | null = null): never {
  revalidatePath("/", "layout");
  redirect(problem ? `/basket?problem=${problem}` : "/basket");
}
