import "server-only";
import type { DefaultSession, NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { safeCallbackUrl } from "@/lib/auth/callback-url";
import { checkCredentials } from "@/lib/auth/check-credentials";
import { cookieAttributes, cookieName, SESSION_SECONDS } from "@/lib/auth/cookies";
import { env } from "@/lib/env";

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
        authorize: (credentials) => checkCredentials(credentials),
      }),
    ],
    callbacks: {
      // next-auth's own throws on a posted address that is none. A JSON body may post what is not even text.
      redirect: ({ url }: { url: unknown }) =>
        env().SHOP_URL + safeCallbackUrl(typeof url === "string" ? url.replace(env().SHOP_URL, "") : null),
      jwt: ({ token, user }) => (user ? { ...token, sessionVersion: user.sessionVersion } : token),
      // Ids only; names and addresses are read from the database by whoever needs them.
      session: ({ session, token }) => ({
        expires: session.expires,
        user: { id: token.sub, sessionVersion: token.sessionVersion },
      }),
    },
  };
}
