/** Where to sign in, and to come back from to `path`. */
export function signInPath(path: string): string {
  return `/sign-in?callbackUrl=${encodeURIComponent(path)}`;
}

/**
 * A path inside this shop, or `otherwise`. Browsers read `\`, tabs and doubled slashes as the start of another host,
 * so the answer is taken from a parsed URL and compared by origin, never by a prefix.
 */
export function safeCallbackUrl(value: unknown, otherwise = "/"): string {
  const here = "http://shop.invalid";
  if (typeof value !== "string" || !value.startsWith("/") || !URL.canParse(value, here)) return otherwise;
  const url = new URL(value, here);
  const path = `${url.pathname}${url.search}`;
  return url.origin === here && !path.startsWith("//") ? path : otherwise;
}
