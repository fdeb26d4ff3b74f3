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
  return refusal(403, "This did not come from the shop's own pages.");
}

export function unreadable(): Response {
  return refusal(400, "This cannot be read.");
}

function refusal(status: number, why: string): Response {
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(`${why}\n`, { status, headers });
}
