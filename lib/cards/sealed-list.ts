import "server-only";
import { createHmac } from "node:crypto";
import { z } from "zod";
import { isUsable, type SavedCard } from "@/lib/cards/card";
import type { PreferredCard } from "@/lib/cards/preferred-card";
import { isSameSeal, keyFor } from "@/lib/keys";
import { parseJson } from "@/lib/parse-json";

/** In ms: how long a list shown to the shopper stands for a fresh one. */
export const LIST_LIFE_MS = 10 * 60_000;

const content = z.object({
  user: z.string(),
  at: z.number(),
  usable: z.array(z.string()),
  adopted: z.string().nullable(),
});

export type SealedList = { usable: string[]; adopted: string | null };

/** What a payment needs to know of a fresh list: the ids that may be named, and the one to adopt as preferred. */
export function payableCards(cards: readonly SavedCard[], preferred: PreferredCard): SealedList {
  const usable = cards.filter(isUsable).map(({ id }) => id);
  return { usable, adopted: preferred.adopted ? (preferred.card?.id ?? null) : null };
}

const signatureOf = (payload: string) => createHmac("sha256", keyFor("card-list")).update(payload).digest();

/** Rides in the pay form, so that paying soon after looking costs no second look at Dojo. Signed, not secret. */
export function sealCardList(userId: string, list: SealedList, nowMs = Date.now()): string {
  const text = JSON.stringify({ user: userId, at: nowMs, ...list });
  const payload = Buffer.from(text).toString("base64url");
  return `${payload}.${signatureOf(payload).toString("base64url")}`;
}

/** Null when it is not ours, another shopper's or older than ten minutes: then the cards are fetched again. */
export function openCardList(userId: string, sealed: unknown, nowMs = Date.now()): SealedList | null {
  const [payload, signature, rest] = typeof sealed === "string" ? sealed.split(".") : [];
  if (!payload || !signature || rest !== undefined) return null;
  if (!isSameSeal(Buffer.from(signature, "base64url"), signatureOf(payload))) return null;
  const parsed = content.safeParse(parseJson(Buffer.from(payload, "base64url").toString()));
  if (!parsed.success || parsed.data.user !== userId) return null;
  const age = nowMs - parsed.data.at;
  return age >= 0 && age <= LIST_LIFE_MS ? parsed.data : null;
}
