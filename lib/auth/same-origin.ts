import "server-only";
import { cookieName } from "@/lib/auth/cookies";
import { env } from "@/lib/env";

type Asked = { headers: Pick<Headers, "get"> };

/** Whether one of the shop's own pages sent it. A missing origin and `null` are no origin of ours. */
export function isSameOrigin(request: Asked): boolean {
  return isFetchSiteOurs(request) && request.headers.get("origin") === env().SHOP_URL;
}

/**
 * For next-auth's own addresses, which compare a token in the form with one in a cookie: a client that is no browser
 * brings both, and no origin. Browsers send one with every post.
 */
export function isSameOriginOrToken(request: Asked): boolean {
  const { headers } = request;
  const brings = headers.get("cookie")?.includes(`${cookieName("csrf")}=`) ?? false;
  return isSameOrigin(request) || (brings && headers.get("origin") === null && isFetchSiteOurs(request));
}

function isFetchSiteOurs({ headers }: Asked): boolean {
  const site = headers.get("sec-fetch-site");
  return !site || site === "same-origin";
}
