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

const text = z.string().min(1).max(200);
const cardField = z.object({ card: text });
const shownFields = z.object({ name: text, signature: text });

export async function makePreferredAction(form: FormData) {
  await prefer(textFields(form), HERE);
}

/** For other pages, which get the shopper back. */
export async function preferSavedCardAction(form: FormData) {
  const fields = textFields(form);
  await prefer(fields, safeCallbackUrl(fields.callbackUrl));
}

async function prefer(fields: Record<string, string>, path: string) {
  const user = await requireUser(path);
  const asked = cardField.safeParse(fields);
  const change = asked.success ? await makePreferred(user.id, asked.data.card) : notYours;
  await answer(change, "card-preferred", path);
}

export async function removeAction(form: FormData) {
  const fields = textFields(form);
  const user = await requireUser(HERE);
  const asked = cardField.safeParse(fields);
  const change = asked.success
    ? await removeCard(user.id, asked.data.card, shownFields.safeParse(fields).data)
    : notYours;
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
