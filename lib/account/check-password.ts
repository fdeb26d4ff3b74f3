import "server-only";
import { verifyPassword } from "@/lib/auth/password";
import { db } from "@/lib/db/client";

/** Asked again for what a borrowed open browser must not do. The hash comes back, to tell a change in between. */
export async function checkPassword(userId: string, password: string): Promise<string | null> {
  const user = await db().user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  return user && (await verifyPassword(user.passwordHash, password)) ? user.passwordHash : null;
}
