import "server-only";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { tellDojo } from "@/lib/customers/tell-dojo";
import { db } from "@/lib/db/client";

const BATCH = 100;

/**
 * For the worker: tells Dojo the names and emails that it does not know yet. The first failure ends the round,
 * because what keeps one from being told mostly keeps the others too. Returns how many are told.
 */
export async function tellChangedCustomers(): Promise<number> {
  const due = await db().$queryRaw<{ userId: string }[]>`
    SELECT "userId" FROM "DojoCustomer"
    WHERE account = ${dojoAccount()} AND "customerId" IS NOT NULL AND "tellAt" <= shop_now()
    ORDER BY "tellAt" LIMIT ${BATCH}`;
  let told = 0;
  for (const { userId } of due) {
    if (!(await tellDojo(userId))) break;
    told += 1;
  }
  return told;
}
