"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import {
  addToBasket,
  type BasketProblem,
  changeQuantity,
  quantityInput,
  removeFromBasket,
} from "@/lib/basket/change-basket";
import { basketOwner, ensureBasket } from "@/lib/basket/current-basket";
import { explainShortage } from "@/lib/basket/explain-shortage";
import { isSlug } from "@/lib/catalogue/list-products";
import { textFields } from "@/lib/forms";
import { basketProblems } from "@/lib/messages";

const slug = z.string().refine(isSlug);
const line = z.object({ slug, quantity: quantityInput });

/** A refusal is shown beside the field, with what was typed. */
export async function addToBasketAction(_previous: FormState, form: FormData): Promise<FormState> {
  const fields = textFields(form);
  const known = slug.safeParse(fields.slug);
  if (!known.success) showBasket("unknown-product");
  const quantity = quantityInput.safeParse(fields.quantity);
  const problem = quantity.success ? await addToBasket(ensureBasket, known.data, quantity.data) : "quantity";
  if (!problem) showBasket();
  if (problem === "unknown-product") showBasket(problem);
  const error = problem === "stock" ? await explainShortage(known.data) : basketProblems[problem];
  return { values: { quantity: (fields.quantity ?? "").slice(0, 20) }, errors: { quantity: error } };
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
