import "server-only";
import type { z } from "zod";
import type { Identity } from "@/lib/auth/check-credentials";
import type { signUpInput } from "@/lib/auth/credentials";
import { hashPassword } from "@/lib/auth/password";
import { db, isUniqueViolation } from "@/lib/db/client";
import { opaqueId } from "@/lib/ids";

/** Null when the address already has an account; the unique index decides, so that two tabs make one. */
export async function createAccount(input: z.infer<typeof signUpInput>): Promise<Identity | null> {
  const passwordHash = await hashPassword(input.password);
  try {
    const user = await db().user.create({
      data: { id: opaqueId(), name: input.name, email: input.email, passwordHash },
      select: { id: true, name: true, sessionVersion: true },
    });
    return user;
  } catch (error) {
    if (isUniqueViolation(error)) return null;
    throw error;
  }
}
