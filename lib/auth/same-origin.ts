import "server-only";
import { env } from "@/lib/env";

/** Whether one of the shop's own pages sent it. A missing origin and `null` are no origin of ours. */
export function isSameOrigin({ headers }: { headers: Pick<Headers, "get"> }): boolean {
  const site = headers.get("sec-fetch-site");
  if (site && site !== "same-origin") return false;
  return headers.get("origin") === env().SHOP_URL;
}
