import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { audit } from "@/lib/audit";
import { email, password } from "@/lib/auth/credentials";
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

/**
 * A fresh link's token for the account, the former one replaced; null when there is no such account, or the last
 * was made less than a minute ago. One statement, so that a burst of requests makes one mail.
 */
export async function makeResetToken(email: string): Promise<string | null> {
  const token = randomBytes(32).toString("base64url");
  const made = await db().$executeRaw`
    INSERT INTO "PasswordReset" AS reset ("userId", "tokenHash", "requestedAt", "expiresAt")
    SELECT id, ${hashOf(token)}, shop_now(), shop_now() + ${RESET_MINUTES}::int * interval '1 minute'
    -- Locked, or a link could still go to an address that is just being given up.
    FROM "User" WHERE email = ${email} FOR NO KEY UPDATE
    ON CONFLICT ("userId") DO UPDATE SET "tokenHash" = excluded."tokenHash",
      "requestedAt" = excluded."requestedAt", "expiresAt" = excluded."expiresAt"
    WHERE reset."requestedAt" <= shop_now() - interval '1 minute'`;
  return made === 1 ? token : null;
}

/** A link on its way dies with the password or the email it was asked for. Call with the account locked. */
export async function endResetLink(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`UPDATE "PasswordReset" SET "expiresAt" = "requestedAt" WHERE "userId" = ${userId}`;
}

/** Its mail could not be sent: the next request may make another at once. */
export async function dropResetToken(token: string): Promise<void> {
  await db().passwordReset.deleteMany({ where: { tokenHash: hashOf(token) } });
}

/** Only looks: programs that open every link in a mail use nothing up. */
export async function isLiveToken(token: unknown): Promise<boolean> {
  if (!isToken(token)) return false;
  const rows = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM "PasswordReset" WHERE "tokenHash" = ${hashOf(token)} AND "expiresAt" > shop_now()`;
  return rows.length === 1;
}

/**
 * Sets the password and ends all sessions; null when the link is used, replaced or too old. One statement uses
 * the link up and acts on it, the account locked first as everywhere. The used row stays, made as old as its
 * request, to hold the next mail back.
 */
export async function resetPassword(
  token: unknown,
  { newPassword }: z.infer<typeof resetInput>,
): Promise<{ userId: string } | null> {
  // First without the costly hash, which strangers could ask for without end.
  if (!isToken(token) || !(await isLiveToken(token))) return null;
  const passwordHash = await hashPassword(newPassword);
  const [changed] = await db().$queryRaw<{ userId: string }[]>`
    WITH person AS (
      SELECT shopper.id FROM "User" shopper JOIN "PasswordReset" reset ON reset."userId" = shopper.id
      WHERE reset."tokenHash" = ${hashOf(token)} FOR UPDATE OF shopper),
    used AS (
      UPDATE "PasswordReset" SET "expiresAt" = "requestedAt" FROM person
      WHERE "userId" = person.id AND "tokenHash" = ${hashOf(token)} AND "expiresAt" > shop_now()
      RETURNING "userId")
    UPDATE "User" SET "passwordHash" = ${passwordHash}, "sessionVersion" = "sessionVersion" + 1
    FROM used WHERE id = used."userId" RETURNING id AS "userId"`;
  if (changed) audit("password-reset", changed);
  return changed ?? null;
}
