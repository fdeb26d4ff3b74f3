import "server-only";
import { type SavedCard, toSavedCards } from "@/lib/cards/card";
import { inShownOrder } from "@/lib/cards/order-cards";
import { type PreferredCard, preferredCard, suggestedCard } from "@/lib/cards/preferred-card";
import { readClaim } from "@/lib/customers/claim";
import { db } from "@/lib/db/client";
import { shopNow } from "@/lib/db/now";
import { createCustomerSecret, customerExists } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { fetchPaymentMethods, type PaymentMethods } from "@/lib/dojo/payment-methods";
import { env } from "@/lib/env";
import { hasTurn } from "@/lib/limits";
import { log } from "@/lib/log";

/** In ms, for each call (two in sequence, one beside them): a page waits for this. */
const DEADLINE_MS = 3_000;

export type CardList =
  | {
      state: "listed";
      /** As they are shown: preferred, then usable, then the others. */
      cards: SavedCard[];
      preferred: PreferredCard;
      /** To be preferred instead of one removed. */
      suggested: SavedCard | null;
    }
  /** Not the same as no cards: nothing is known, and nothing may be concluded. */
  | { state: "unreachable" };

const perAccount = () => ({ name: "card-list", points: env().LIMIT_CARD_LISTS, seconds: 60 });

/** The shopper's cards fresh from Dojo, with a secret made for this one look. Never makes a customer. */
export async function listSavedCards(userId: string): Promise<CardList> {
  const [claim, stored, today] = await Promise.all([
    readClaim(userId),
    db().user.findUniqueOrThrow({
      where: { id: userId },
      select: { preferredCardId: true, preferredDecidedAt: true },
    }),
    shopNow(),
  ]);
  const listed = (cards: SavedCard[]): CardList => {
    const preferred = preferredCard(cards, stored);
    return {
      state: "listed",
      cards: inShownOrder(cards, preferred.card?.id),
      preferred,
      suggested: suggestedCard(cards, stored),
    };
  };
  if (!claim?.customerId) return listed([]);
  if (!(await hasTurn(perAccount(), userId))) return { state: "unreachable" };
  try {
    const [exists, methods] = await Promise.all([
      existsUnlessDenied(claim.customerId),
      fetchMethods(claim.customerId),
    ]);
    return listed(exists ? toSavedCards(methods, today) : []);
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    // The customer is gone at Dojo, and the cards with it; the next checkout makes a new one.
    if (error.kind === "not-found") return listed([]);
    log.warn({ userId, error: error.message, traceId: error.traceId }, "saved cards could not be listed");
    return { state: "unreachable" };
  }
}

/** What Dojo refuses to look up (400) may be unknown, or not: the secret made beside it tells, by 404. */
async function existsUnlessDenied(customerId: string): Promise<boolean> {
  try {
    return await customerExists(customerId, DEADLINE_MS);
  } catch (error) {
    if (error instanceof DojoError && error.kind === "refused") return true;
    throw error;
  }
}

async function fetchMethods(customerId: string): Promise<PaymentMethods> {
  const { secret } = await createCustomerSecret(customerId, DEADLINE_MS);
  return fetchPaymentMethods(customerId, secret, DEADLINE_MS);
}
