import "server-only";
import { env } from "@/lib/env";

/** After a form post: the browser asks for `to` with GET. Never stored, because some of these lead to Dojo. */
export function seeOther(to: string, headers: Record<string, string> = {}): Response {
  const location = new URL(to, env().SHOP_URL).href;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store", ...headers } });
}

/** At sign-out: what pages showed leaves this browser, except the cookies of whoever uses it next. */
export const FORGET = { "clear-site-data": '"cache", "storage"' };

/** The one answer that carries a payment link: the address holds the customer's secret, so no Referer repeats ours. */
export function toPaymentPage(link: string): Response {
  return seeOther(link, { "referrer-policy": "no-referrer" });
}

export function forbidden(): Response {
  return new Response("This did not come from the shop's own pages.\n", {
    status: 403,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
