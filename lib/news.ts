import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { cookieAttributes, cookieName } from "@/lib/auth/cookies";
import { type News, news } from "@/lib/messages";

/** As long as the page that follows needs; its script drops the cookie earlier, hence not HttpOnly. */
const forAMoment = { ...cookieAttributes, httpOnly: false, maxAge: 10 };

const content = z.object({ what: z.string(), about: z.string() });

/** For actions: what the next page says. In a cookie, because an address could be sent to somebody else. */
export async function tellNews(what: News, about = ""): Promise<void> {
  const value = JSON.stringify({ what, about });
  (await cookies()).set(cookieName("news"), value, forAMoment);
}

export async function readNews(): Promise<string | null> {
  const value = (await cookies()).get(cookieName("news"))?.value;
  if (!value) return null;
  try {
    const { what, about } = content.parse(JSON.parse(value));
    return Object.hasOwn(news, what) ? news[what as News](about) : null;
  } catch {
    return null;
  }
}
