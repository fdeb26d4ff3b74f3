"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { requireUser } from "@/lib/auth/session";
import { type CardChange, makePreferred, removeCard } from "@/lib/cards/manage-cards";
import { textFields } from "@/lib/forms";
import type { News } from "@/lib/messages";
import { tellNews } from "@/lib/news";

const HERE = "/account/cards";

const cardId = z.string().min(1).max(200);

export async function makePreferredAction(form: FormData) {
  await prefer(form, HERE);
}

/** For other pages, which get the shopper back. */
export async function preferSavedCardAction(form: FormData) {
  await prefer(form, safeCallbackUrl(textFields(form).callbackUrl));
}

async function prefer(form: FormData, path: string) {
  const user = await requireUser(path);
  const id = cardId.safeParse(textFields(form).card);
  await answer(id.success ? await makePreferred(user.id, id.data) : notYours, "card-preferred", path);
}

export async function removeAction(form: FormData) {
  const user = await requireUser(HERE);
  const id = cardId.safeParse(textFields(form).card);
  const change = id.success ? await removeCard(user.id, id.data) : notYours;
  const wasPreferred = change.ok && change.wasPreferred;
  await answer(change, wasPreferred ? "preferred-card-removed" : "card-removed", HERE);
}

const notYours: CardChange = { ok: false, problem: "not-yours" };

async function answer(change: CardChange, news: News, path: string): Promise<never> {
  if (!change.ok) redirect(`${HERE}?problem=${change.problem}`);
  await tellNews(news, change.card.name);
  revalidatePath("/", "layout");
  redirect(path);
}
