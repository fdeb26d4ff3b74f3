import { orderWords } from "@/lib/messages";
import type { Ground } from "../../processes/support/ground";
import { post, read, type TestShopper } from "../../processes/support/shoppers";

/** Presses the order page's cancel button as a browser without scripts does. False when the page has none. */
export async function cancelOnPage(ground: Ground, shopper: TestShopper, number: string): Promise<boolean> {
  const path = `/orders/${number}`;
  const { html } = await read(ground, shopper, path);
  const form = html.match(/<form[\s\S]*?<\/form>/g)?.find((each) => each.includes(`>${orderWords.cancel}<`));
  if (!form) return false;
  const body = new FormData();
  for (const [input] of form.matchAll(/<input[^>]*>/g))
    body.append(attribute(input, "name"), attribute(input, "value"));
  const answer = await post(ground, shopper, path, body);
  return typeof answer !== "string" && answer.status === 303;
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}
