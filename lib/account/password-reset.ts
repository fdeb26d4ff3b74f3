import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { audit } from "@/lib/audit";
import type { Identity } from "@/lib/auth/check-credentials";
import { email, isEmailAgain, password } from "@/lib/auth/credentials";
import { hashPassword } from "@/lib/auth/password";
import { db, type Tx } from "@/lib/db/client";

export const RESET_MINUTES = 30;

export const forgotInput = z.object({ email });
export const resetInput = z.object({ newPassword: password });

/** 256 random bits; the database keeps their hash only, so that a stolen copy of it opens no account. */
const hashOf = (token: string) => createHash("sha256").update(token).digest("base64url");

function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[\w-]{43}$/.test(value);
}

/** A stranger may ask too, so that no link ends an earlier one; but only so many are in the owner's mailbox at a time. */
const MOST_LIVE = 5;

/**
 * A fresh link's token for the account; null when there is no such account, when the last was made less than a minute
 * ago, and when enough are live: whoever asks again finds those in the mailbox.
 */
export async function makeResetToken(email: string): Promise<string | null> {
  const token = randomBytes(32).toString("base64url");
  return db().$transaction(async (tx) => {
    // Locked, or a burst of requests would make a mail each, and a link could still go to an address that is just being given up.
    const [person] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "User" WHERE email = ${email} FOR NO KEY UPDATE`;
    if (!person) return null;
    await tx.$executeRaw`
      DELETE FROM "PasswordReset" WHERE "userId" = ${person.id}
        AND "expiresAt" <= shop_now() AND "requestedAt" <= shop_now() - interval '1 minute'`;
    const made = await tx.$executeRaw`
      INSERT INTO "PasswordReset" ("tokenHash", "userId", "requestedAt", "expiresAt")
      SELECT ${hashOf(token)}, ${person.id}, shop_now(), shop_now() + ${RESET_MINUTES}::int * interval '1 minute'
      FROM "PasswordReset" WHERE "userId" = ${person.id}
      HAVING count(*) < ${MOST_LIVE}
        AND count(*) FILTER (WHERE "requestedAt" > shop_now() - interval '1 minute') = 0`;
    return made === 1 ? token : null;
  });
}

/** Links on their way die with the password or the email they were asked for. Call with the account locked. */
export async function endResetLinks(tx: Tx, userId: string): Promise<void> {
  // They stay for a minute, to hold the next mail back.
  await tx.$executeRaw`UPDATE "PasswordReset" SET "expiresAt" = "requestedAt" WHERE "userId" = ${userId}`;
}

/** Its mail could not be sent: the next request may make another at once. */
export async function dropResetToken(token: string): Promise<void> {
  await db().passwordReset.deleteMany({ where: { tokenHash: hashOf(token) } });
}

/** Only looks: programs that open every link in a mail use nothing up. */
export async function isLiveToken(token: unknown): Promise<boolean> {
  return (await ownerOf(token)) !== null;
}

async function ownerOf(token: unknown, tx: Tx = db()): Promise<{ id: string; email: string } | null> {
  if (!isToken(token)) return null;
  const [owner] = await tx.$queryRaw<{ id: string; email: string }[]>`
    SELECT shopper.id, shopper.email FROM "User" shopper JOIN "PasswordReset" reset ON reset."userId" = shopper.id
    WHERE reset."tokenHash" = ${hashOf(token)} AND reset."expiresAt" > shop_now()`;
  return owner ?? null;
}

/** Sets the password and ends all sessions and all other links; null when the link is used or too old. */
export async function resetPassword(
  token: unknown,
  { newPassword }: z.infer<typeof resetInput>,
): Promise<Identity | "password-is-email" | null> {
  // First without the costly hash, which strangers could ask for without end.
  const asked = await ownerOf(token);
  if (!asked) return null;
  if (isEmailAgain(newPassword, asked.email)) return "password-is-email";
  const passwordHash = await hashPassword(newPassword);
  const identity = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${asked.id} FOR NO KEY UPDATE`;
    // Asked again under the lock: of two uses at once one counts.
    const owner = await ownerOf(token, tx);
    if (!owner) return null;
    await endResetLinks(tx, owner.id);
    return tx.user.update({
      where: { id: owner.id },
      data: { passwordHash, sessionVersion: { increment: 1 } },
      select: { id: true, name: true, sessionVersion: true },
    });
  });
  if (identity) audit("password-reset", { userId: identity.id });
  return identity;
}
