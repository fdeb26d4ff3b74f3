import "server-only";
import { z } from "zod";
import { checkPassword, type PasswordProblem } from "@/lib/account/check-password";
import { erasePerson } from "@/lib/account/erase-person";
import { closeUnpaidOrders } from "@/lib/account/unpaid-orders";
import { audit } from "@/lib/audit";
import { currentPassword } from "@/lib/auth/credentials";
import { deleteDojoCustomer } from "@/lib/customers/delete-dojo-customer";
import { db, isDatabaseBusy } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { log } from "@/lib/log";

export const deletionInput = z.object({ currentPassword });

type DeletionProblem =
  | PasswordProblem
  /** Nothing of the account is gone. */
  | "unreachable"
  /** Dojo may have deleted the customer, and did not say so. */
  | "unconfirmed"
  /** A payment or a customer of the shopper's is just being made. */
  | "busy"
  /** Money was taken that may have to go back to this shopper. */
  | "review";

/** How often what another tab does in between is dealt with. */
const ROUNDS = 3;

/**
 * Null when the account is gone. Dojo comes first and our rows last: whatever breaks in between, the account is
 * still there to press the button again, and each step finds done what was done.
 */
export async function deleteAccount(
  userId: string,
  input: z.infer<typeof deletionInput>,
): Promise<DeletionProblem | null> {
  const known = await checkPassword(userId, input.currentPassword);
  if ("problem" in known) {
    const gone = (await db().user.count({ where: { id: userId } })) === 0;
    return gone ? null : known.problem;
  }
  if ((await db().order.count({ where: { userId, status: "REVIEW" } })) > 0) return "review";
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      if (!(await closeUnpaidOrders(userId))) return "busy";
      const claim = await deleteDojoCustomer(userId);
      if (!claim) return "busy";
      const erased = await erasePerson(userId, claim, known.hash);
      if (erased === "refused") return "password-wrong";
      if (erased === "gone") {
        audit("account-deleted", { userId });
        return null;
      }
    }
    return "busy";
  } catch (error) {
    if (isDatabaseBusy(error)) return "busy";
    if (!(error instanceof DojoError)) throw error;
    const { operation, kind, status, traceId } = error;
    log.error({ userId, operation, kind, status, traceId }, "an account could not be deleted");
    return operation === "Customers_Delete" && !error.nothingHappened ? "unconfirmed" : "unreachable";
  }
}
