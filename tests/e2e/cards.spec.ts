import { addToBasket, buy, cards, expect, goToDojo, test } from "./support/shop";

/*
 * A card that cannot be seen, preferred or removed is a card people fear. The account page tells the truth that
 * Dojo tells, and what is preferred there is what the next payment page opens with.
 */
test.beforeEach(async ({ page, shopper }) => {
  expect(shopper.email).toContain("@");
  await page.goto("/account/cards");
  await expect(page.getByRole("heading", { name: "No saved cards" })).toBeVisible();
  await buy(page, "Harbour mug", { card: cards.approved, save: true });
});

test("a second card made preferred in the account is the one preselected next time", async ({ page }) => {
  await buy(page, "Tea bowl", { card: cards.second, save: true });
  await page.goto("/account/cards");
  const first = page.getByRole("listitem").filter({ hasText: "Mastercard ending 1005" });
  const second = page.getByRole("listitem").filter({ hasText: "Mastercard ending 0056" });
  await expect(first).toContainText("Preferred");
  await second.getByRole("button", { name: "Make preferred" }).click();
  await expect(page.getByRole("status")).toContainText("now your preferred card");
  await expect(second.getByText("Preferred", { exact: true })).toBeVisible();
  await expect(first.getByText("Preferred", { exact: true })).toHaveCount(0);

  await addToBasket(page, "Bamboo whisk");
  await page.goto("/checkout");
  await expect(page.getByRole("radio", { name: /ending 0056.*preferred/ })).toBeChecked();
  await goToDojo(page);
  await expect(page.getByRole("radio", { name: /ending 0056/ })).toBeChecked();
});

test("a card ticked as preferred at the checkout is preferred from then on", async ({ page }) => {
  await buy(page, "Tea bowl", { card: cards.second, save: true });
  await addToBasket(page, "Bamboo whisk");
  await page.goto("/checkout");
  await page.getByRole("radio", { name: /ending 0056/ }).check();
  await page.getByRole("checkbox", { name: "Make this my preferred card" }).check();
  await goToDojo(page);
  await expect(page.getByRole("radio", { name: /ending 0056/ })).toBeChecked();
  await page.getByRole("link", { name: "Cancel and return" }).click();
  await page.goto("/account/cards");
  const second = page.getByRole("listitem").filter({ hasText: "Mastercard ending 0056" });
  await expect(second).toContainText("Preferred");
});

test("removing a card asks first, and is real", async ({ page }) => {
  await page.goto("/account/cards");
  const item = page.getByRole("listitem").filter({ hasText: "Mastercard ending 1005" });
  await item.getByRole("button", { name: "Remove" }).click();
  await item.getByRole("link", { name: "Keep it" }).click();
  await item.getByRole("button", { name: "Remove" }).click();
  await expect(item).toContainText("Remove Mastercard ending 1005?");
  await item.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByRole("status")).toContainText("removed");
  await expect(page.getByRole("heading", { name: "No saved cards" })).toBeVisible();

  await addToBasket(page, "Tea bowl");
  await page.goto("/checkout");
  await expect(page.getByRole("radio", { name: "Use a new card" })).toBeChecked();
  await goToDojo(page);
  await expect(page.getByRole("radio", { name: /ending 1005/ })).toHaveCount(0);
});
