"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { FormState } from "@/components/ui/action-form";
import { requireUser } from "@/lib/auth/session";
import {
  addToBasket,
  type BasketProblem,
  changeQuantity,
  quantityInput,
  removeFromBasket,
} from "@/lib/basket/change-basket";
import { basketOwner, ensureBasket } from "@/lib/basket/current-basket";
import { explainShortage } from "@/lib/basket/explain-shortage";
import type { BasketOwner } from "@/lib/basket/owner";
import { isSlug } from "@/lib/catalogue/list-products";
import { textFields } from "@/lib/forms";
import { basketProblems, notEnough } from "@/lib/messages";
import { tellNews } from "@/lib/news";

const slug = z.string().refine(isSlug);

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

/** Saves one line; a refusal is shown beside its field, with what was typed. */
export async function changeQuantityAction(_previous: FormState, form: FormData): Promise<FormState> {
  const fields = textFields(form);
  const owner = await ownerOf(fields);
  const known = slug.safeParse(fields.slug);
  if (!known.success) showBasket("unknown-product");
  const quantity = quantityInput.safeParse(fields.quantity);
  const refusal = quantity.success
    ? await changeQuantity(owner, known.data, quantity.data)
    : { problem: "quantity" as const };
  revalidatePath("/", "layout");
  if (!refusal) return null;
  if (refusal.problem === "unknown-product") showBasket("unknown-product");
  const error =
    refusal.problem === "stock" ? notEnough(refusal.name, refusal.stock) : basketProblems[refusal.problem];
  return { values: { quantity: (fields.quantity ?? "").slice(0, 20) }, errors: { quantity: error } };
}

export async function removeAction(form: FormData) {
  const fields = textFields(form);
  const owner = await ownerOf(fields);
  const parsed = slug.safeParse(fields.slug);
  const removed = parsed.success ? await removeFromBasket(owner, parsed.data) : null;
  if (removed) await tellNews("basket-removed", removed);
  showBasket();
}

/** A shopper's form of a session that has ended must not fall upon the stranger's basket of the same browser. */
async function ownerOf(fields: Record<string, string>): Promise<BasketOwner | null> {
  if (fields.whose) await requireUser("/basket", fields);
  return basketOwner();
}

/** The header counts the basket, and the router would keep the header it has. */
function showBasket(problem: BasketProblem | null = null): never {
  revalidatePath("/", "layout");
  redirect(problem ? `/basket?problem=${problem}` : "/basket");
}
