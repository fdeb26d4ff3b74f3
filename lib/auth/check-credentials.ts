import "server-only";
import { createHmac } from "node:crypto";
import { audit } from "@/lib/audit";
import { type Count, countTries, ofAccount, WINDOW_SECONDS } from "@/lib/auth/count-tries";
import { signInInput } from "@/lib/auth/credentials";
import { isKnownBrowser } from "@/lib/auth/known-browser";
import { verifyPassword } from "@/lib/auth/password";
import { currentClient } from "@/lib/border/request-context";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { keyFor } from "@/lib/keys";

export type Identity = { id: string; name: string; sessionVersion: number };

/**
 * The one place a sign-in is judged: the form and next-auth's own callback both come here. Whatever is wrong with it,
 * the answer is the same, and as slow; only too many tries are told apart, for accounts that are none as well.
 * `browser` is the cookie of a browser that signed in before.
 */
export async function checkCredentials(
  input: unknown,
  browser?: string,
): Promise<Identity | "wrong" | "too-often"> {
  const parsed = signInInput.safeParse(input);
  if (!parsed.success) return "wrong";
  const { email, password } = parsed.data;
  const user = await db().user.findUnique({
    where: { email },
    select: { id: true, name: true, passwordHash: true, sessionVersion: true },
  });
  const counts = user && isKnownBrowser(browser, user) ? knownCounts(user) : countsOf(email);
  const tried = await countTries(counts, () => verifyPassword(user?.passwordHash, password));
  if (tried === "right" && user) {
    audit("sign-in", { userId: user.id });
    return { id: user.id, name: user.name, sessionVersion: user.sessionVersion };
  }
  audit("sign-in-refused", { userId: user?.id });
  return tried === "too-often" ? tried : "wrong";
}

/**
 * The browsers that signed in to the account before count apart: no stranger's guessing shuts the owner out. All of them
 * together, or whoever signs in a hundred times had a hundred counts; anew with each password.
 */
function knownCounts({ id, sessionVersion }: Pick<Identity, "id" | "sessionVersion">): Count[] {
  return [[ofAccount("sign-in-browser"), hashOf(`${id} ${sessionVersion}`)]];
}

function countsOf(email: string): Count[] {
  const ofClient = { points: env().LIMIT_SIGN_IN_CLIENT, seconds: WINDOW_SECONDS };
  return [
    [{ name: "sign-in-client", ...ofClient }, currentClient()],
    [ofAccount("sign-in-account"), hashOf(email)],
  ];
}

/** The counts stay for a day after their use, and need not say whose they were. */
function hashOf(text: string): string {
  return createHmac("sha256", keyFor("tries")).update(text).digest("base64url");
}
