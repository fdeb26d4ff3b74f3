"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { requireUser } from "@/lib/auth/session";
import { type CardChange, makePreferred, removeCard } from "@/lib/cards/manage-cards";
import { textFields } from "@/lib/forms";

const cardId = z.string().min(1).max(200);

export async function makePreferredAction(form: FormData) {
  const user = await requireUser("/account/cards");
  const id = cardId.safeParse(textFields(form).card);
  const change: CardChange = id.success
    ? await makePreferred(user.id, id.data)
    : { ok: false, problem: "not-yours" };
  redirect(`/account/cards?${change.ok ? "news=preferred" : `problem=${change.problem}`}`);
}

export async function removeAction(form: FormData) {
  const user = await requireUser("/account/cards");
  const id = cardId.safeParse(textFields(form).card);
  const change: CardChange = id.success
    ? await removeCard(user.id, id.data)
    : { ok: false, problem: "not-yours" };
  if (!change.ok) redirect(`/account/cards?problem=${change.problem}`);
  redirect(`/account/cards?news=${change.wasPreferred ? "removed-preferred" : "removed"}`);
}
