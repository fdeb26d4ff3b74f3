import "server-only";
import { env } from "@/lib/env";

/** For route handlers that change something: Next checks the origin of server actions only. `null` is refused too. */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site && site !== "same-origin") return false;
  return request.headers.get("origin") === env().SHOP_URL;
}
