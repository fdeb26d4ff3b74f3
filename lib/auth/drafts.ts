import "server-only";
import { createHmac } from "node:crypto";
import { cookies } from "next/headers";
import { z } from "zod";
import { cookieAttributes, cookieName, packCookie, unpackCookie } from "@/lib/auth/cookies";
import { isSameSeal, keyFor } from "@/lib/keys";

const LIFE_SECONDS = 15 * 60;
/** In bytes as sent, within the 4,096 that browsers keep of one cookie, name and attributes included. */
const MOST = 3_800;

const content = z.object({ path: z.string(), whose: z.string(), typed: z.record(z.string(), z.string()) });
type Draft = z.infer<typeof content>;

/** Rides in a form as the hidden field `whose`: what was typed is given back to the same shopper only. */
export function ownerTag(userId: string): string {
  return createHmac("sha256", keyFor("draft-owner")).update(userId).digest("base64url");
}

export function isOwnerTag(tag: string, userId: string): boolean {
  return isSameSeal(Buffer.from(tag), Buffer.from(ownerTag(userId)));
}

/** What a form may show again: no password leaves the server, and React's own fields are nobody's typing. */
export function typedFields({ whose: _, ...fields }: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !/password|^\$/i.test(name)));
}

/** The session ended while a form was filled in: its fields, passwords aside, wait for the shopper's return. */
export async function keepDraft(path: string, fields: Record<string, string>): Promise<void> {
  const value = packCookie({ path, whose: fields.whose ?? "", typed: typedFields(fields) });
  if (value.length > MOST) return;
  (await cookies()).set(cookieName("draft"), value, { ...cookieAttributes, maxAge: LIFE_SECONDS });
}

export async function readDraft(path: string, userId: string): Promise<Record<string, string>> {
  const draft = await findDraft(path);
  return draft && isOwnerTag(draft.whose, userId) ? draft.typed : {};
}

/** For the sign-in page, which does not know who comes: was a form at `path` cut short, and is anything of it kept? */
export async function awaitsReturn(path: string): Promise<"typed" | "nothing typed" | null> {
  const draft = await findDraft(path);
  if (!draft) return null;
  return Object.keys(draft.typed).length > 0 ? "typed" : "nothing typed";
}

/** Once the form was accepted. */
export async function dropDraft(): Promise<void> {
  (await cookies()).set(cookieName("draft"), "", { ...cookieAttributes, maxAge: 0 });
}

async function findDraft(path: string): Promise<Draft | null> {
  return draftIn((await cookies()).get(cookieName("draft"))?.value, path);
}

/** Null for another form's draft, and for a cookie that we did not write. */
export function draftIn(cookie: string | undefined, path: string): Draft | null {
  const draft = content.safeParse(unpackCookie(cookie)).data;
  return draft?.path === path ? draft : null;
}
