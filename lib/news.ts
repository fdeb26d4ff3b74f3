import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { cookieAttributes, cookieName, packCookie, unpackCookie } from "@/lib/auth/cookies";
import { type News, news } from "@/lib/messages";

/** As long as the page that follows needs; its script drops the cookie earlier, hence not HttpOnly. */
const forAMoment = { ...cookieAttributes, httpOnly: false, maxAge: 5 };

const content = z.object({ what: z.string(), about: z.string() });

/** For actions: what the next page says. In a cookie, because an address could be sent to somebody else. */
export async function tellNews(what: News, about = ""): Promise<void> {
  (await cookies()).set(cookieName("news"), packCookie({ what, about }), forAMoment);
}

export async function readNews(): Promise<string | null> {
  return newsIn((await cookies()).get(cookieName("news"))?.value);
}

/** Null for a cookie that tells nothing of ours: anybody may write one in their own browser. */
export function newsIn(cookie: string | undefined): string | null {
  const told = content.safeParse(unpackCookie(cookie)).data;
  return told && Object.hasOwn(news, told.what) ? news[told.what as News](told.about) : null;
}
