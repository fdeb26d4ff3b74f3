import "server-only";
import { z } from "zod";
import { checkPassword, type PasswordProblem } from "@/lib/account/check-password";
import { endResetLinks } from "@/lib/account/password-reset";
import { audit } from "@/lib/audit";
import type { Identity } from "@/lib/auth/check-credentials";
import { currentPassword, isEmailAgain, password } from "@/lib/auth/credentials";
import { hashPassword } from "@/lib/auth/password";
import type { Shopper } from "@/lib/auth/session";
import { db } from "@/lib/db/client";

export const passwordInput = z.object({ currentPassword, newPassword: password });

/**
 * Ends every session by raising the session version, and any reset link on its way; the identity returned opens
 * this one anew. The current password counts as wrong too when a second tab changed it meanwhile.
 */
export async function changePassword(
  { id: userId, email }: Pick<Shopper, "id" | "email">,
  input: z.infer<typeof passwordInput>,
): Promise<Identity | PasswordProblem | "password-is-email"> {
  if (isEmailAgain(input.newPassword, email)) return "password-is-email";
  const known = await checkPassword(userId, input.currentPassword);
  if ("problem" in known) return known.problem;
  const passwordHash = await hashPassword(input.newPassword);
  const identity = await db().$transaction(async (tx) => {
    const [identity] = await tx.user.updateManyAndReturn({
      where: { id: userId, passwordHash: known.hash },
      data: { passwordHash, sessionVersion: { increment: 1 } },
      select: { id: true, name: true, sessionVersion: true },
    });
    if (identity) await endResetLinks(tx, userId);
    return identity;
  });
  if (!identity) return "password-wrong";
  audit("password-changed", { userId });
  return identity;
}
