import "server-only";
import { z } from "zod";
import { checkPassword } from "@/lib/account/check-password";
import { endResetLink } from "@/lib/account/password-reset";
import type { Identity } from "@/lib/auth/check-credentials";
import { currentPassword, password } from "@/lib/auth/credentials";
import { hashPassword } from "@/lib/auth/password";
import { db } from "@/lib/db/client";

export const passwordInput = z.object({ currentPassword, newPassword: password });

/**
 * Ends every session by raising the session version, and any reset link on its way; the identity returned opens
 * this one anew. Null when the current password is another, also when a second tab changed it meanwhile.
 */
export async function changePassword(
  userId: string,
  input: z.infer<typeof passwordInput>,
): Promise<Identity | null> {
  const known = await checkPassword(userId, input.currentPassword);
  if (!known) return null;
  const passwordHash = await hashPassword(input.newPassword);
  return db().$transaction(async (tx) => {
    const [identity] = await tx.user.updateManyAndReturn({
      where: { id: userId, passwordHash: known },
      data: { passwordHash, sessionVersion: { increment: 1 } },
      select: { id: true, name: true, sessionVersion: true },
    });
    if (!identity) return null;
    await endResetLink(tx, userId);
    return identity;
  });
}
