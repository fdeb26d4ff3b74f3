import "server-only";
import { cookies } from "next/headers";
import { BASKET_SECONDS, cookieAttributes, cookieName } from "@/lib/auth/cookies";
import { currentUser } from "@/lib/auth/session";
import { mergeGuestBasket } from "@/lib/basket/merge-baskets";
import { type BasketOwner, ensureUserBasket } from "@/lib/basket/owner";
import { db } from "@/lib/db/client";
import { isOpaqueId, opaqueId } from "@/lib/ids";

/** Whose basket this request is about, or null when there is none yet. */
export async function basketOwner(): Promise<BasketOwner | null> {
  const user = await currentUser();
  if (user) return { userId: user.id };
  const id = await guestBasketId();
  return id ? { id, userId: null } : null;
}

async function guestBasketId(): Promise<string | undefined> {
  const id = (await cookies()).get(cookieName("basket"))?.value;
  return isOpaqueId(id) ? id : undefined;
}

/** For mutations only (it may set the cookie): the basket to put things into, made when there is none. */
export async function ensureBasket(): Promise<string> {
  const owner = await basketOwner();
  if (owner?.userId) return ensureUserBasket(owner.userId);
  const found = owner && (await db().basket.findFirst({ where: owner, select: { id: true } }));
  if (found) return found.id;
  const { id } = await db().basket.create({ data: { id: opaqueId() }, select: { id: true } });
  (await cookies()).set(cookieName("basket"), id, { ...cookieAttributes, maxAge: BASKET_SECONDS });
  return id;
}

/** At sign-in: what was put in while signed out comes along, and the stranger's basket is gone. */
export async function bringBasketAlong(userId: string): Promise<void> {
  const guest = await guestBasketId();
  if (!guest) return;
  await mergeGuestBasket(guest, userId);
  (await cookies()).set(cookieName("basket"), "", { ...cookieAttributes, maxAge: 0 });
}
