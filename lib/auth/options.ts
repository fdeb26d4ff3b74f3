import "server-only";
import type { DefaultSession, NextAuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { checkCredentials } from "@/lib/auth/check-credentials";
import { cookieAttributes, cookieName, SESSION_SECONDS } from "@/lib/auth/cookies";
import { endSession, leaveSession } from "@/lib/auth/end-session";
import { findShopper } from "@/lib/auth/find-shopper";
import { browserCookie } from "@/lib/auth/known-browser";
import { claimsOf, openSessionToken, sessionIn } from "@/lib/auth/session-token";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

declare module "next-auth" {
  interface User {
    sessionVersion: number;
  }
  interface Session {
    user?: DefaultSession["user"] & { id?: string; sessionVersion?: number };
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sessionVersion?: number;
    since?: number;
    sid?: string;
  }
}

/** Built on demand: cookie names depend on the shop's URL, which a build does not know. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: { name: cookieName("session"), options: cookieAttributes },
      csrfToken: { name: cookieName("csrf"), options: cookieAttributes },
      callbackUrl: { name: cookieName("callback"), options: cookieAttributes },
    },
    providers: [
      Credentials({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (credentials) => {
          const identity = await checkCredentials(credentials, await browserCookie());
          return typeof identity === "string" ? null : identity;
        },
      }),
    ],
    // A session that has ended opens nothing here either.
    jwt: { decode: ({ token }) => openLiveSession(token) },
    logger: { error: (code) => log.info({ code }, "next-auth"), warn: () => {} },
    events: {
      signIn: leaveSession,
      signOut: async ({ token }) => {
        const session = sessionIn(token);
        if (session) await endSession(session);
      },
    },
    callbacks: {
      // next-auth's own throws on a posted address that is none. A JSON body may post what is not even text.
      redirect: ({ url }: { url: unknown }) =>
        env().SHOP_URL + safeCallbackUrl(typeof url === "string" ? url.replace(env().SHOP_URL, "") : null),
      jwt: ({ token, user }) => (user ? { ...token, ...claimsOf(user) } : token),
      // Ids only; names and addresses are read from the database by whoever needs them.
      session: ({ session, token }) => ({
        expires: session.expires,
        user: { id: token.sub, sessionVersion: token.sessionVersion },
      }),
    },
  };
}

async function openLiveSession(token: string | undefined): Promise<JWT | null> {
  const session = await openSessionToken(token);
  return session && (await findShopper(session)) ? session : null;
}
