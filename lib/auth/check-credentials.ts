import "server-only";
import { signInInput } from "@/lib/auth/credentials";
import { verifyPassword } from "@/lib/auth/password";
import { db } from "@/lib/db/client";

export type Identity = { id: string; name: string; sessionVersion: number };

/** The one place a password is judged: the sign-in form and next-auth's own callback both come here. */
export async function checkCredentials(input: unknown): Promise<Identity | null> {
  const parsed = signInInput.safeParse(input);
  if (!parsed.success) return null;
  const user = await db().user.findUnique({
    where: { email: parsed.data.email },
    select: { id: true, name: true, passwordHash: true, sessionVersion: true },
  });
  if (!(await verifyPassword(user?.passwordHash, parsed.data.password)) || !user) return null;
  return { id: user.id, name: user.name, sessionVersion: user.sessionVersion };
}
