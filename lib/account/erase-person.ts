import "server-only";
import { unpaidOf } from "@/lib/account/unpaid-orders";
import type { EmptyClaim } from "@/lib/customers/delete-dojo-customer";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { db, type Tx } from "@/lib/db/client";

/**
 * The last step of deleting an account: the orders stay for the books, without the person. "again" when another tab
 * has begun a payment or made a customer since Dojo was told, "refused" when the password is another than the one
 * given; then nothing is done. "gone" when there is nobody left.
 */
export async function erasePerson(
  userId: string,
  claim: EmptyClaim,
  passwordHash: string,
): Promise<"gone" | "again" | "refused"> {
  return db().$transaction(async (tx) => {
    const person = await lockPerson(tx, userId);
    if (!person) return "gone";
    if (person.passwordHash !== passwordHash) return "refused";
    if (!(await isStill(tx, userId, claim))) return "again";
    await tx.basket.deleteMany({ where: { userId } });
    // A customer that still turns up at Dojo afterwards is known by its marker to be nobody's.
    await tx.$executeRaw`
      INSERT INTO "FormerMarker" (marker, account)
      SELECT marker, account FROM "DojoCustomer" WHERE "userId" = ${userId} ON CONFLICT DO NOTHING`;
    await tx.dojoCustomer.deleteMany({ where: { userId } });
    await tx.$executeRaw`UPDATE "Order" SET "userId" = NULL, "deliveryAddress" = NULL WHERE "userId" = ${userId}`;
    await tx.user.deleteMany({ where: { id: userId } });
    return "gone";
  });
}

/** In the order in which freezing and settling lock; from here on no order, basket or claim can be added. */
async function lockPerson(tx: Tx, userId: string): Promise<{ passwordHash: string } | undefined> {
  await tx.$queryRaw`SELECT 1 FROM "Basket" WHERE "userId" = ${userId} FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM "Order" WHERE "userId" = ${userId} ORDER BY id FOR UPDATE`;
  const [person] = await tx.$queryRaw<{ passwordHash: string }[]>`
    SELECT "passwordHash" FROM "User" WHERE id = ${userId} FOR UPDATE`;
  return person;
}

async function isStill(tx: Tx, userId: string, { fence }: EmptyClaim): Promise<boolean> {
  const unpaid = await tx.order.count({ where: unpaidOf(userId) });
  const [claim] = await tx.$queryRaw<{ fence: number }[]>`
    SELECT fence FROM "DojoCustomer" WHERE "userId" = ${userId} AND account = ${dojoAccount()} FOR UPDATE`;
  return unpaid === 0 && (claim?.fence ?? null) === fence;
}
