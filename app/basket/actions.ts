"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { addToBasket, changeQuantity, quantityInput, removeFromBasket } from "@/lib/basket/change-basket";
import { basketOwner, ensureBasket } from "@/lib/basket/current-basket";
import { textFields } from "@/lib/forms";

const slug = z.string().min(1).max(100);
const line = z.object({ slug, quantity: quantityInput });

export async function addToBasketAction(form: FormData) {
  const fields = textFields(form);
  const parsed = line.safeParse(fields);
  const problem = parsed.success
    ? await addToBasket(ensureBasket, parsed.data.slug, parsed.data.quantity)
    : "quantity";
  if (!problem) redirect("/basket");
  const known = slug.safeParse(fields.slug);
  if (problem === "unknown-product" || !known.success) redirect("/basket?problem=unknown-product");
  redirect(`/products/${encodeURIComponent(known.data)}?problem=${problem}`);
}

export async function changeQuantityAction(form: FormData) {
  const parsed = line.safeParse(textFields(form));
  const problem = parsed.success
    ? await changeQuantity(await basketOwner(), parsed.data.slug, parsed.data.quantity)
    : "quantity";
  redirect(problem ? `/basket?problem=${problem}` : "/basket");
}

export async function removeAction(form: FormData) {
  const parsed = slug.safeParse(form.get("slug"));
  if (parsed.success) await removeFromBasket(await basketOwner(), parsed.data);
  redirect("/basket");
}
