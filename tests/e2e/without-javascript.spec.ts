import { addToBasket, cards, expect, goToDojo, payWithNewCard, test } from "./support/shop";

/*
 * Scripts fail to load on trains and behind company proxies; a till that needs them loses the sale. Everything
 * from the shelf to the receipt and the saved cards works without.
 */
test.use({ javaScriptEnabled: false });

test("a shopper buys, saves a card and pays with it, all without JavaScript", async ({ page, shopper }) => {
  await addToBasket(page, "Harbour mug");
  await page.getByRole("link", { name: "Checkout" }).click();
  await goToDojo(page);
  await payWithNewCard(page, { card: cards.approved, save: true });
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();

  await addToBasket(page, "Tea bowl");
  await page.goto("/checkout");
  await expect(page.getByRole("radio", { name: /ending 1005.*preferred/ })).toBeChecked();
  await goToDojo(page);
  await page.getByLabel("Security code").fill(cards.approved.code);
  await page.getByRole("button", { name: /^Pay £/ }).click();
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();

  await page.goto("/orders");
  await expect(page.getByText("Paid")).toHaveCount(2);
  await page
    .getByRole("link", { name: /^Order \d/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Send receipt again" }).click();
  await expect(page.getByRole("status")).toContainText("send the receipt to");
  await page.getByRole("button", { name: "Order the same again" }).click();
  await goToDojo(page);
  await page.getByRole("link", { name: "Cancel and return" }).click();
  await expect(page.getByRole("heading", { name: "Payment cancelled" })).toBeVisible();
  await page.getByRole("link", { name: /^\d{6}$/ }).click();
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByText("Cancelled", { exact: true })).toBeVisible();
  await page.goto("/account/cards");
  const item = page.getByRole("listitem").filter({ hasText: "ending 1005" });
  await item.getByRole("button", { name: "Remove" }).click();
  await item.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("heading", { name: "No saved cards" })).toBeVisible();
  expect(shopper.name).toBe("Ada Shopper");
});

test("what was typed into a refused form is still there, passwords aside", async ({ page }) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").fill("Grace");
  await page.getByLabel("Email").fill("not an address");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Enter an email address like name@example.com.")).toBeVisible();
  await expect(page.getByText("Use at least 8 characters.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Grace");
  await expect(page.getByLabel("Email")).toHaveValue("not an address");
  await expect(page.getByLabel("Password")).toHaveValue("");
});
