import "server-only";
import { db } from "@/lib/db/client";
import { opaqueId } from "@/lib/ids";

/** A shopper's basket is found by account; a stranger's by the unguessable id in their cookie. */
export type BasketOwner = { userId: string } | { id: string; userId: null };

/** One statement, because two tabs may ask at once and `upsert` can lose that race. */
export async function ensureUserBasket(userId: string): Promise<string> {
  const [row] = await db().$queryRaw<{ id: string }[]>`
    INSERT INTO "Basket" (id, "userId") VALUES (${opaqueId()}, ${userId})
    ON CONFLICT ("userId") DO UPDATE SET "userId" = excluded."userId" RETURNING id`;
  if (!row) throw new Error("the basket could not be made");
  return row.id;
}
