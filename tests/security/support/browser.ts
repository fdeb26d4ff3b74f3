import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { findChromium } from "../../../scripts/lib/chromium.mjs";
import { browserFlags } from "../../setup/browser-flags";
import type { Visitor } from "./visitor";

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium() ?? undefined, args: browserFlags });
}

export type Watched = { context: BrowserContext; page: Page; violations: string[]; asked: URL[] };

/** A browser of its own with a visitor's cookies; notes every violation of a page's policy and every request. */
export async function browserOf(
  browser: Browser,
  who: Visitor | null,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<Watched> {
  const context = await browser.newContext(options);
  const violations: string[] = [];
  const asked: URL[] = [];
  context.on("console", (message) => {
    if (/content security policy/i.test(message.text())) violations.push(message.text());
  });
  context.on("request", (request) => asked.push(new URL(request.url())));
  const shared = { domain: "localhost", path: "/", secure: true, httpOnly: true, sameSite: "Lax" as const };
  await context.addCookies([...(who?.jar ?? [])].map(([name, value]) => ({ name, value, ...shared })));
  return { context, page: await context.newPage(), violations, asked };
}
