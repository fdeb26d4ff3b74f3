import "server-only";
import { createHmac, timingSafeEqual } from "node:crypto";
import { cookies } from "next/headers";
import { z } from "zod";
import { cookieAttributes, cookieName } from "@/lib/auth/cookies";
import { keyFor } from "@/lib/keys";

const LIFE_SECONDS = 15 * 60;
/** In characters, within what browsers keep of one cookie. */
const MOST = 3_000;

const content = z.object({ path: z.string(), whose: z.string(), typed: z.record(z.string(), z.string()) });

/** Rides in a form as the hidden field `whose`: what was typed is given back to the same shopper only. */
export function ownerTag(userId: string): string {
  return createHmac("sha256", keyFor("draft-owner")).update(userId).digest("base64url");
}

/** The session ended while a form was filled in: its fields, passwords aside, wait for the shopper's return. */
export async function keepDraft(path: string, fields: Record<string, string>): Promise<void> {
  const { whose = "", ...rest } = fields;
  const typed = Object.fromEntries(Object.entries(rest).filter(([name]) => !/password|^\$/i.test(name)));
  const value = JSON.stringify({ path, whose, typed });
  if (value.length > MOST) return;
  (await cookies()).set(cookieName("draft"), value, { ...cookieAttributes, maxAge: LIFE_SECONDS });
}

export async function readDraft(path: string, userId: string): Promise<Record<string, string>> {
  const value = (await cookies()).get(cookieName("draft"))?.value;
  const parsed = content.safeParse(parseJson(value));
  if (!parsed.success || parsed.data.path !== path) return {};
  const [given, expected] = [Buffer.from(parsed.data.whose), Buffer.from(ownerTag(userId))];
  return given.length === expected.length && timingSafeEqual(given, expected) ? parsed.data.typed : {};
}

/** Once the form was accepted. */
export async function dropDraft(): Promise<void> {
  (await cookies()).set(cookieName("draft"), "", { ...cookieAttributes, maxAge: 0 });
}

function parseJson(value: string | undefined): unknown {
  try {
    return JSON.parse(value ?? "");
  } catch {
    return null;
  }
}
