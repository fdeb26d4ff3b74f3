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
