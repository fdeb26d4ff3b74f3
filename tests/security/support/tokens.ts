import { encode } from "next-auth/jwt";
import { localSecrets } from "../../../scripts/lib/stack.mjs";
import { setting } from "../../setup/setting";
import { type Visitor, visitor } from "./visitor";

export const DAY_SECONDS = 24 * 60 * 60;
export const nowSeconds = () => Math.floor(Date.now() / 1_000);
export const shopSecrets = () => localSecrets(setting("TEST_DATA_DIR"));

/** A session as the shop seals it, but with claims and a secret of the test's own choice. */
export function sealToken(claims: Record<string, unknown>, secret = shopSecrets().NEXTAUTH_SECRET) {
  return encode({ token: claims, secret, maxAge: 7 * DAY_SECONDS });
}

const sessionName = ({ shopUrl }: { shopUrl: string }) => `__Host-session-${new URL(shopUrl).port}`;

export function sessionOf(who: Visitor): string {
  const token = who.jar.get(sessionName(who));
  if (!token) throw new Error("nobody is signed in here");
  return token;
}

/** Somebody with nothing but this session cookie. */
export function holderOf(token: string): Visitor {
  const who = visitor();
  who.jar.set(sessionName(who), token);
  return who;
}

/** Whom the shop takes them for: by a page of the shopper's, and by next-auth's own endpoint. */
export async function whoIs(who: Visitor): Promise<{ page: "open" | "sign-in"; id: string | null }> {
  const cookie = who.cookies();
  const page = await who.get("/account", { cookie });
  const session = await who.get("/api/auth/session", { cookie });
  const opened = page.status === 200;
  if (!opened && !page.goesTo?.startsWith("/sign-in?")) throw new Error(`/account answered ${page.status}`);
  return {
    page: opened ? "open" : "sign-in",
    id: (JSON.parse(session.text || "null")?.user?.id as string | undefined) ?? null,
  };
}

export const NOBODY = { page: "sign-in", id: null } as const;
