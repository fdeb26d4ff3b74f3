import { DOJO_VERSION } from "@/lib/dojo/version";
import type { Ground } from "../support/ground";

/** A call of the merchant's own to Dojo, past the shop: what happens "behind our back". */
export async function asMerchant({ env }: Ground, method: string, path: string, body?: unknown) {
  const response = await fetch(`${env.DOJO_API_URL}${path}`, {
    method,
    headers: {
      authorization: `Basic ${env.DOJO_API_KEY}`,
      version: DOJO_VERSION,
      "content-type": "application/json",
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}
