import "server-only";
import type { z } from "zod";
import { audit } from "@/lib/audit";
import type { Identity } from "@/lib/auth/check-credentials";
import type { signUpInput } from "@/lib/auth/credentials";
import { hashPassword } from "@/lib/auth/password";
import { currentClient } from "@/lib/border/request-context";
import { db, isUniqueViolation } from "@/lib/db/client";
import { env } from "@/lib/env";
import { opaqueId } from "@/lib/ids";
import { hasTurn } from "@/lib/limits";

/** Whether an address has an account already is the unique index's to say, so that two tabs make one. */
export async function createAccount(
  input: z.infer<typeof signUpInput>,
): Promise<Identity | "email-taken" | "too-often"> {
  const limit = { name: "sign-up", points: env().LIMIT_SIGN_UP, seconds: 60 * 60 };
  if (!(await hasTurn(limit, currentClient()))) return "too-often";
  const passwordHash = await hashPassword(input.password);
  try {
    const user = await db().user.create({
      data: { id: opaqueId(), name: input.name, email: input.email, passwordHash },
      select: { id: true, name: true, sessionVersion: true },
    });
    audit("sign-up", { userId: user.id });
    return user;
  } catch (error) {
    if (isUniqueViolation(error)) return "email-taken";
    throw error;
  }
}
