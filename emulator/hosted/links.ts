import type { Intent } from "../entities";
import type { World } from "../world";

/** The name a shopper knows: the checkout page's title if the merchant gave one. */
export function merchantName(world: World, intent: Intent | undefined): string {
  return intent?.request.config?.title || world.settings.tradingName;
}

/**
 * The merchant's return address with `id` added. The existing query is kept letter for letter, because a
 * merchant may have signed it.
 */
export function returnUrl(intent: Intent): string | undefined {
  const redirectUrl = intent.request.config?.redirectUrl;
  if (redirectUrl === undefined) return undefined;
  const url = new URL(redirectUrl);
  url.search = `${url.search}${url.search ? "&" : "?"}id=${intent.id}`;
  return url.href;
}

/** What a post has just led to; the page that it redirects to checks it against the intent. */
export type Mark = "declined" | "paid" | "changed";

const MARK = /[?&](?:declined|paid|changed)=1$/;

/**
 * The address of a step (`/waiting`, or none for the page itself) of the payment that `requestUrl` belongs to. The
 * link's own query goes along letter for letter, since it opens the saved cards; an older mark does not.
 */
export function stepUrl(requestUrl: string, step = "", mark?: Mark): string {
  const { pathname, search } = new URL(requestUrl);
  const payment = pathname.split("/").slice(0, 3).join("/");
  const query = search.replace(MARK, "");
  return `${payment}${step}${query}${mark ? `${query ? "&" : "?"}${mark}=1` : ""}`;
}
