import type { Page } from "@playwright/test";
import { addToBasket, buy, cards, expect, goToDojo, test } from "./support/shop";

/*
 * The last sentence before the money: it names the sum and the card, and it must never name another card than the
 * one chosen. And the button is pressed once, however often it is pressed.
 */
async function toCheckout(page: Page): Promise<void> {
  await buy(page, "Harbour mug", { card: cards.approved, save: true });
  await buy(page, "Harbour mug", { card: cards.second, save: true });
  await addToBasket(page, "Tea bowl");
  await page.goto("/checkout");
}

const shown = (page: Page) => page.getByText(/^You will pay £/).filter({ visible: true });
const second = (page: Page) => page.getByRole("radio", { name: /ending 0056/ });

test("the sentence under the button follows the choice, also one the browser restores", async ({
  page,
  shopper,
}) => {
  expect(shopper.email).toBeTruthy();
  await toCheckout(page);
  const total = (await page.getByRole("button", { name: /^Pay £/ }).textContent())?.replace("Pay ", "");
  const sentence = (name: string) =>
    `You will pay ${total} with Mastercard ending ${name} on Dojo’s secure page. You can change the card there.`;
  await expect(shown(page)).toHaveText(sentence("1005"));
  await second(page).check();
  await expect(shown(page)).toHaveText(sentence("0056"));
  await page.getByRole("radio", { name: "Use a new card" }).check();
  await expect(shown(page)).toContainText("where you enter your card");

  await second(page).check();
  await page.goto("/basket");
  await page.goBack();
  await expect(second(page)).toBeChecked();
  await expect(shown(page)).toHaveText(sentence("0056"));
});

test("arrow keys move the choice and send nothing", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await toCheckout(page);
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await page.getByRole("radio", { name: /ending 1005/ }).focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "ArrowLeft"])
    await page.keyboard.press(key);
  await expect(page.getByRole("radio", { name: /ending 1005/ })).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await expect(second(page)).toBeChecked();
  await expect(second(page)).toBeFocused();
  await expect(shown(page)).toContainText("ending 0056");
  expect(page.url()).toMatch(/\/checkout$/);
  expect(sent).toEqual([]);
});

test("a slow way to Dojo is said, a second press sends nothing, and a stopped one can be pressed again", async ({
  page,
  shopper,
}) => {
  expect(shopper.email).toBeTruthy();
  await page.clock.install();
  await toCheckout(page);
  let sent = 0;
  // "No content" leaves the page as it is, as the shopper's stop button does.
  await page.route("**/checkout/pay", async (route) => {
    sent += 1;
    await route.fulfill({ status: 204 });
  });
  const button = page.getByRole("button", { name: /^Pay £\d+\.\d\d$/ });
  const pending = page.getByRole("status").filter({ hasText: "Taking you to Dojo’s secure page…" });
  await button.click();
  await expect(pending).toBeVisible();
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await button.click({ force: true });
  await button.press("Enter");
  await page.clock.fastForward(20_000);
  await expect(pending).toHaveCount(0);
  expect(sent).toBe(1);
  await page.unroute("**/checkout/pay");
  await goToDojo(page);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the sentence is true of every choice", async ({ page, shopper }) => {
    expect(shopper.email).toBeTruthy();
    await toCheckout(page);
    await expect(page.getByRole("radio", { name: /ending 1005.*preferred/ })).toBeChecked();
    await expect(shown(page)).toContainText("with the card chosen above, on Dojo’s secure page.");
    await second(page).check();
    await expect(shown(page)).toContainText("with the card chosen above, on Dojo’s secure page.");
    await goToDojo(page);
    await expect(page.getByRole("radio", { name: /ending 0056/ })).toBeChecked();
  });
});
