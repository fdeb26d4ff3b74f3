import "server-only";
import { audit } from "@/lib/audit";
import { countTries, ofAccount } from "@/lib/auth/count-tries";
import { verifyPassword } from "@/lib/auth/password";
import { db } from "@/lib/db/client";

export type PasswordProblem = "password-wrong" | "password-too-often";

/**
 * Asked again for what a borrowed open browser must not do, and counted apart from signing in, which strangers can.
 * The hash comes back, to tell a change in between.
 */
export async function checkPassword(
  userId: string,
  password: string,
): Promise<{ hash: string } | { problem: PasswordProblem }> {
  const user = await db().user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
  const tried = await countTries([[ofAccount("password-check"), userId]], () =>
    verifyPassword(user?.passwordHash, password),
  );
  if (tried === "right" && user) return { hash: user.passwordHash };
  audit("password-wrong", { userId });
  return { problem: tried === "too-often" ? "password-too-often" : "password-wrong" };
}
