import { tabTo } from "./support/keyboard";
import { cards, expect, test } from "./support/shop";
import { signedIn } from "./support/states/people";
import { MUG, putInBasket } from "./support/states/purchases";
import { wallets } from "./support/states/wallets";

/*
 * Some shoppers have no mouse. From the shelf to the receipt, Tab, Enter, Space and the arrows do, and one always
 * sees where one is.
 */
test("a shopper buys with the keyboard alone", async ({ page }) => {
  await signedIn(page);
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const link = (name: string | RegExp) => page.getByRole("link", { name });

  await page.goto("/");
  await tabTo(page, link("Harbour mug"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Harbour mug" })).toBeVisible();

  await tabTo(page, button("Add to basket"));
  await tabTo(page, page.getByLabel("Quantity"), "Shift+Tab");
  await page.keyboard.press("ArrowUp");
  await tabTo(page, button("Add to basket"));
  await page.keyboard.press("Space");
  await page.waitForURL("**/basket");
  await expect(page.getByLabel("Quantity")).toHaveValue("2");

  await tabTo(page, link("Checkout"));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("radio", { name: "Use a new card" })).toBeChecked();
  await tabTo(page, button(/^Pay £/));
  await page.keyboard.press("Enter");

  await page.waitForURL(/\/checkout\/pi_/);
  const { number, expiry, code } = cards.approved;
  const typed = {
    "Card number": number,
    "Expiry date": expiry,
    "Security code": code,
    "Name on card": "A Shopper",
  };
  for (const [label, text] of Object.entries(typed)) {
    await tabTo(page, page.getByLabel(label));
    await page.keyboard.type(text);
  }
  await tabTo(page, page.getByLabel("Save card for future use"));
  await page.keyboard.press("Space");
  await tabTo(page, button(/^Pay £/));
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  await tabTo(page, link(/^\d{6}$/));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Order \d{6}$/ })).toBeVisible();
});

test("saved cards are chosen with the arrows", async ({ page }) => {
  await putInBasket(await wallets.many(page), MUG);
  await page.goto("/checkout");
  const preferred = page.getByRole("radio", { name: /preferred$/ });
  await tabTo(page, preferred);
  await page.keyboard.press("ArrowDown");
  await expect(preferred).not.toBeChecked();
  await page.keyboard.press("ArrowUp");
  await expect(preferred).toBeChecked();
});

test("the skip link leads past the header", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const landed = page.getByRole("main").locator(":focus");
  await expect(landed).toHaveCount(1);
});
