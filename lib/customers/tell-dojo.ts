import "server-only";
import { readClaim } from "@/lib/customers/claim";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { db, type Tx } from "@/lib/db/client";
import { updateCustomer } from "@/lib/dojo/customers";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";

type Told = { name: string; email: string };

/** How often a change that came while Dojo was being told is told as well; a later one waits for the worker. */
const ROUNDS = 5;

/** Notes that Dojo is to be told, in the transaction that changes the account, so that no crash forgets it. */
export async function noteChange(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "DojoCustomer" SET "tellAt" = shop_now(), "tellTries" = 0 WHERE "userId" = ${userId}`;
}

/**
 * Name and email of the linked Dojo customer follow the account's. Read again after each call, because a slow call
 * may overtake a later one: whoever ends last sees the difference. `known` is what Dojo was told already. False
 * when Dojo could not be told for now: the account is what counts, so that is logged, and tried again later.
 */
export async function tellDojo(userId: string, known?: Told): Promise<boolean> {
  const customerId = (await readClaim(userId))?.customerId;
  if (!customerId) return true;
  let told = known;
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      if (told && (await isTold(userId, customerId, told))) break;
      const person = await db().user.findUnique({
        where: { id: userId },
        select: { name: true, email: true },
      });
      if (!person) break;
      told = person;
      await updateCustomer(customerId, { name: told.name, emailAddress: told.email });
    }
    return true;
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    const forGood = error.kind === "refused" || error.kind === "not-found";
    log.error({ userId, forGood, error: error.message }, "the customer at Dojo keeps a former name or email");
    if (forGood && told) await isTold(userId, customerId, told);
    else await tellLater(userId, customerId);
    return forGood;
  }
}

/**
 * Whether the account still says this; then there is nothing left to tell. The account is locked while that is
 * decided, or the note of a change that is just being made could be wiped.
 */
async function isTold(userId: string, customerId: string, { name, email }: Told): Promise<boolean> {
  const cleared = await db().$executeRaw`
    WITH person AS (
      SELECT id FROM "User" WHERE id = ${userId} AND name = ${name} AND email = ${email} FOR SHARE)
    UPDATE "DojoCustomer" SET "tellAt" = NULL, "tellTries" = 0 FROM person
    WHERE "userId" = person.id AND account = ${dojoAccount()} AND "customerId" = ${customerId}`;
  return cleared === 1;
}

/**
 * From a minute to an hour. Also when nothing was left to tell: a call without an answer may still take effect, with
 * what is old by then.
 */
async function tellLater(userId: string, customerId: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "DojoCustomer" SET "tellTries" = "tellTries" + 1,
      "tellAt" = shop_now() + least(60, 2 ^ least("tellTries", 6)) * interval '1 minute'
    WHERE "userId" = ${userId} AND account = ${dojoAccount()} AND "customerId" = ${customerId}`;
}
