import "server-only";
import { cookies } from "next/headers";
import { cookieName } from "@/lib/auth/cookies";
import { openSessionToken, type Session } from "@/lib/auth/session-token";

/** Read here: `getServerSession` fails the whole page when another of next-auth's cookies is damaged. */
export async function readSession(): Promise<Session | null> {
  return openSessionToken((await cookies()).get(cookieName("session"))?.value);
}
