import "server-only";
import { z } from "zod";
import { checkPassword, type PasswordProblem } from "@/lib/account/check-password";
import { endResetLinks } from "@/lib/account/password-reset";
import { audit } from "@/lib/audit";
import { email, isEmailAgain, personName } from "@/lib/auth/credentials";
import type { Shopper } from "@/lib/auth/session";
import { isRefusedAddress } from "@/lib/auth/test-people";
import { noteChange } from "@/lib/customers/tell-dojo";
import { db, isUniqueViolation } from "@/lib/db/client";
import { hasTurn } from "@/lib/limits";

export const detailsInput = z.object({
  name: personName,
  email,
  /** Needed for another email only: who holds the email holds the account. */
  currentPassword: z.string().max(128).optional(),
});

export type DetailsProblem =
  | PasswordProblem
  | "password-missing"
  | "email-taken"
  | "email-reserved"
  | "email-is-password"
  | "email-too-often";

const TRIES = { name: "email-change", points: 10, seconds: 60 * 60 };

/** Null when saved. The unique index decides whose an email is, so that two forms at once make one owner. */
export async function changeDetails(
  user: Shopper,
  { name, email, currentPassword }: z.infer<typeof detailsInput>,
): Promise<DetailsProblem | null> {
  if (email === user.email) {
    await db().$transaction(async (tx) => {
      await tx.user.updateMany({ where: { id: user.id }, data: { name } });
      await noteChange(tx, user.id);
    });
    return null;
  }
  if (isRefusedAddress(email)) return "email-reserved";
  if (!currentPassword) return "password-missing";
  if (isEmailAgain(currentPassword, email)) return "email-is-password";
  const known = await checkPassword(user.id, currentPassword);
  if ("problem" in known) return known.problem;
  // Each answer tells whether an address has an account here.
  if (!(await hasTurn(TRIES, user.id))) return "email-too-often";
  try {
    const isChanged = await db().$transaction(async (tx) => {
      // A password changed meanwhile shuts out whoever knew the former one only.
      const changed = await tx.user.updateMany({
        where: { id: user.id, passwordHash: known.hash },
        data: { name, email },
      });
      if (changed.count === 0) return false;
      // A reset link went to the former address, which may be somebody else's by now.
      await endResetLinks(tx, user.id);
      await noteChange(tx, user.id);
      return true;
    });
    if (!isChanged) return "password-wrong";
    audit("email-changed", { userId: user.id });
    return null;
  } catch (error) {
    if (isUniqueViolation(error)) return "email-taken";
    throw error;
  }
}
