import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emulatorControl } from "../setup/emulator-control";
import { setting } from "../setup/setting";
import { browserOf, openBrowser } from "./support/browser";
import { addToBasket, buy, type Ordered, type Person, signUp } from "./support/people";
import { action } from "./support/visitor";

let browser: Browser;
let person: Person;
let order: Ordered;
const shop = (path: string) => `${setting("SHOP_URL")}${path}`;

beforeAll(async () => {
  browser = await openBrowser();
  person = await signUp();
  order = await buy(person);
  await addToBasket(person);
}, 60_000);

afterAll(() => browser.close());

const paths = () => [
  ...["/", "/products/harbour-mug", "/basket", "/checkout", "/orders", `/orders/${order.number}`],
  ...["/account", "/account/cards", "/account/details", "/account/address", "/account/password"],
  ...["/account/delete", `/checkout/return?order=${order.id}`, "/no-such-page"],
];

test("50. Pages load nothing from other sites", async () => {
  const { page, asked, violations, context } = await browserOf(browser, person);
  for (const path of paths()) await page.goto(shop(path));
  expect(asked.length).toBeGreaterThan(60);
  const elsewhere = asked.filter(
    ({ origin, protocol }) => protocol !== "data:" && origin !== setting("SHOP_URL"),
  );
  expect(elsewhere.map(String)).toEqual([]);
  expect(violations).toEqual([]);
  await context.close();
});

test("60. No page frames Dojo, asks for a card, or runs a script that is not ours: SAQ A stays", async () => {
  const { page, context } = await browserOf(browser, person);
  for (const path of paths()) {
    const response = await page.goto(shop(path));
    expect(response?.headers()["content-security-policy"]).not.toMatch(/frame-src|child-src/);
    const odd = await page.evaluate(() => ({
      frames: document.querySelectorAll("iframe, frame, object, embed").length,
      cards: [...document.querySelectorAll("input")].filter((input) =>
        /cc-|card.?number|cvc|cvv|security.?code/i.test(
          `${input.autocomplete} ${input.name} ${input.labels?.[0]?.textContent}`,
        ),
      ).length,
      scripts: [...document.scripts].filter(
        (script) => script.src && new URL(script.src).origin !== location.origin,
      ).length,
    }));
    expect(odd, path).toEqual({ frames: 0, cards: 0, scripts: 0 });
  }
  await context.close();
});

test("51. After signing out the Back button shows nothing of the account", async () => {
  const shared = await signUp("Sharon Shared-Computer");
  const { page, context } = await browserOf(browser, shared);
  await page.goto(shop("/account"));
  await page.goto(shop("/account/details"));
  await page.goto(shop("/account"));
  expect(await page.content()).toContain(shared.email);
  await page.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByText("You are signed out.").waitFor();
  for (let step = 0; step < 3; step += 1) {
    await page.goBack();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    const text = await page.content();
    for (const theirs of [shared.email, "Shared-Computer"]) expect(text.includes(theirs)).toBe(false);
  }
  await context.close();
});

describe("52. What people type is text and nothing else, on our pages and at Dojo", () => {
  const names = [
    `<img src=x onerror="window.name='run'">`,
    `"><script>window.name='run'</script>`,
    "{{7*7}} <%= 7 %> %s =1+1",
    "Zoë 🧵 李雷 عمر",
    "A\u0301da O’Neill-Smith",
  ];

  test.each(names)("as a name: %s", async (name) => {
    const { page, violations, context } = await browserOf(browser, await signUp(name));
    await page.goto(shop("/account"));
    expect(await page.locator("bdi").first().textContent()).toBe(name);
    await page.goto(shop("/account/details"));
    expect(await page.getByLabel("Name").inputValue()).toBe(name);
    expect(await page.evaluate(() => window.name)).toBe("");
    expect(violations).toEqual([]);
    await context.close();
  });

  test("reaches Dojo letter by letter", async () => {
    const shopper = await signUp(names[3]);
    await buy(shopper);
    const { customers } = await emulatorControl().state();
    expect(customers.find(({ emailAddress }) => emailAddress === shopper.email)?.name).toBe(names[3]);
  });

  test.each(["a\u0000b", "a\r\nSet-Cookie: b=c", "\u202Eevil", "\u001b[31mred", " ", "\u200b"])(
    "but for what is no line of text: %j is refused in words",
    async (name) => {
      const shopper = await signUp();
      const answer = await shopper.act(action("saveDetailsAction"), { name, email: shopper.email });
      expect(answer.status).toBe(200);
      expect(answer.goesTo).toBeNull();
      expect(answer.headers.get("set-cookie")).toBeNull();
      const { text } = await shopper.get("/account");
      expect(text).toContain(shopper.name);
    },
  );
});
