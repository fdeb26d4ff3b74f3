import "server-only";
import { cookies } from "next/headers";
import { BASKET_SECONDS, cookieAttributes, cookieName } from "@/lib/auth/cookies";
import { currentUser } from "@/lib/auth/session";
import { db } from "@/lib/db/client";
import { opaqueId } from "@/lib/ids";

/** A shopper's basket is found by account; a stranger's by the unguessable id in their cookie. */
export type BasketOwner = { userId: string } | { id: string; userId: null };

export async function basketOwner(): Promise<BasketOwner | null> {
  const user = await currentUser();
  if (user) return { userId: user.id };
  const id = await guestBasketId();
  return id ? { id, userId: null } : null;
}

export async function guestBasketId(): Promise<string | undefined> {
  return (await cookies()).get(cookieName("basket"))?.value;
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

/** One statement, because two tabs may ask at once and `upsert` can lose that race. */
export async function ensureUserBasket(userId: string): Promise<string> {
  const [row] = await db().$queryRaw<{ id: string }[]>`
    INSERT INTO "Basket" (id, "userId") VALUES (${opaqueId()}, ${userId})
    ON CONFLICT ("userId") DO UPDATE SET "userId" = excluded."userId" RETURNING id`;
  if (!row) throw new Error("the basket could not be made");
  return row.id;
}
