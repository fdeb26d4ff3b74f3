import type { Page } from "@playwright/test";
import { printedMonth, saveCardsAtDojo } from "./support/saved-cards";
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

const cardItem = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

async function toCheckout(page: Page): Promise<void> {
  await addToBasket(page, "Bamboo whisk");
  await page.goto("/checkout");
}

test("the question before a removal takes the keyboard, and its answer names the card", async ({ page }) => {
  await buy(page, "Tea bowl", { card: cards.second, save: true });
  await page.goto("/account/cards");
  const first = cardItem(page, "Mastercard ending 1005");
  await first.getByRole("button", { name: "Remove Mastercard ending 1005" }).click();
  const question = first.getByRole("group").filter({ hasText: "It is your preferred card." });
  await expect(question).toBeFocused();
  await first.getByRole("button", { name: "Remove Mastercard ending 1005" }).click();
  await expect(page.getByRole("status")).toHaveText(
    "Mastercard ending 1005 was removed. It was your preferred card, so none is preferred now.",
  );
  await expect(page.getByText("Preferred", { exact: true })).toHaveCount(0);

  await page.getByRole("button", { name: "Make preferred Mastercard ending 0056" }).first().click();
  await expect(page.getByRole("status")).toHaveText("Mastercard ending 0056 is now your preferred card.");
  await expect(page.getByText("none is selected when you pay")).toHaveCount(0);
});

test("with no preferred card left nothing is preselected but a new card", async ({ page }) => {
  await buy(page, "Tea bowl", { card: cards.second, save: true });
  await page.goto("/account/cards");
  const first = cardItem(page, "Mastercard ending 1005");
  await first.getByRole("button", { name: "Remove" }).click();
  await first.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("none is selected when you pay")).toBeVisible();
  await toCheckout(page);
  await expect(page.getByRole("radio", { name: "Use a new card" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Mastercard ending 0056, expires 12/29" })).not.toBeChecked();
});

test("a card removed in one tab is removed in the other too, without a complaint", async ({
  page,
  context,
}) => {
  const other = await context.newPage();
  for (const tab of [page, other]) {
    await tab.goto("/account/cards");
    await cardItem(tab, "1005").getByRole("button", { name: "Remove" }).click();
  }
  for (const tab of [page, other]) {
    await cardItem(tab, "1005").getByRole("button", { name: "Remove" }).click();
    await expect(tab.getByRole("status")).toContainText("Mastercard ending 1005 was removed.");
    await expect(tab.getByRole("heading", { name: "No saved cards" })).toBeVisible();
  }
});

test("two that look alike are told apart, and one that runs out says so", async ({ page, shopper }) => {
  const soon = printedMonth(0);
  await saveCardsAtDojo(shopper, [
    { number: "5200000000000056", expiry: "12/29" },
    { number: "5200000000000056", expiry: soon },
  ]);
  await page.goto("/account/cards");
  const twin = cardItem(page, "Mastercard ending 0056, card 2");
  await expect(twin).toContainText(`expires ${soon}`);
  await expect(twin).toContainText("Expires soon");
  await expect(page.getByText("Expires soon")).toHaveCount(1);
  await twin.getByRole("button", { name: "Make preferred Mastercard ending 0056, card 2" }).click();
  await expect(twin.getByText("Preferred", { exact: true })).toBeVisible();
  await expect(page.getByRole("listitem").first()).toContainText("Mastercard ending 0056, card 2");

  await toCheckout(page);
  const radio = page.getByRole("radio", {
    name: `Mastercard ending 0056, expires ${soon}, card 2, preferred`,
    exact: true,
  });
  await expect(radio).toBeChecked();
  await expect(radio).toHaveAccessibleDescription("Expires soon");
  await goToDojo(page);
  await expect(page.getByRole("radio", { name: `Mastercard ending 0056, expires ${soon}` })).toBeChecked();
});

test("more than ten cards do not bury the button", async ({ page, shopper }) => {
  await saveCardsAtDojo(
    shopper,
    Array.from({ length: 11 }, (_, month) => ({ expiry: printedMonth(3 + month) })),
  );
  await page.goto("/account/cards");
  await expect(page.getByRole("button", { name: /^Remove / })).toHaveCount(12);
  await cardItem(page, "ending 1005").getByRole("button", { name: "Make preferred" }).click();
  await expect(page.getByRole("status")).toContainText("ending 1005 is now your preferred card");

  await toCheckout(page);
  const group = page.getByRole("group", { name: "Pay with" });
  await expect(group.getByRole("radio")).toHaveCount(6);
  await expect(group.getByRole("radio", { name: /ending 1005.*preferred/ })).toBeChecked();
  await page.getByText("Show 7 more cards").click();
  await expect(group.getByRole("radio")).toHaveCount(13);
  const last = group.getByRole("radio", { name: /card 11/ });
  await last.check();
  await page.getByText("Show 7 more cards").click();
  await expect(last).toBeVisible();
  await expect(group.getByRole("radio")).toHaveCount(7);
  await goToDojo(page);
  await expect(page.getByRole("radio", { name: new RegExp(printedMonth(13)) })).toBeChecked();
});
