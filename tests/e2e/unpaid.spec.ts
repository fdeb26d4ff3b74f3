import { addToBasket, cards, expect, goToDojo, payWithNewCard, test } from "./support/shop";

/*
 * A declined card and a change of mind are ordinary. Neither may cost the shopper their basket, their order or a
 * straight answer about whether money was taken.
 */
test("a declined card can be tried again, and another card pays the same order", async ({
  page,
  shopper,
}) => {
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await payWithNewCard(page, { card: cards.declined });
  await expect(page.getByRole("alert")).toContainText("declined");
  await payWithNewCard(page, { card: cards.approved });
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  await page.goto("/orders");
  await expect(page.getByRole("link", { name: /^Order \d/ })).toHaveCount(1);
  expect(shopper.name).toBe("Ada Shopper");
});

test("cancel and return keeps the basket, and the second try works", async ({ page, shopper }) => {
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await payWithNewCard(page, { card: cards.declined });
  await page.getByRole("link", { name: "Cancel and return" }).click();
  await expect(page.getByRole("heading", { name: "Payment cancelled" })).toBeVisible();
  await expect(page.getByText("no money was taken")).toBeVisible();
  await expect(page.getByText("The card was declined (code 5)")).toBeVisible();
  await expect(page.getByRole("link", { name: "Basket, 1 item" })).toBeVisible();

  await page.goto("/orders");
  await expect(page.getByText("Awaiting payment")).toBeVisible();
  await page.getByRole("link", { name: /^Order \d/ }).click();
  await page.getByRole("button", { name: "Continue to secure payment" }).click();
  await page.waitForURL(/\/checkout\/pi_/);
  await payWithNewCard(page, { card: cards.approved });
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Basket, empty" })).toBeVisible();
  expect(shopper.name).toBe("Ada Shopper");
});

test("a status code in the return address is not believed", async ({ page, shopper }) => {
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await page.getByRole("link", { name: "Cancel and return" }).click();
  const order = new URL(page.url()).searchParams.get("order");
  await page.goto(`/checkout/return?order=${order}&statusCode=0&status=Captured`);
  await expect(page.getByRole("heading", { name: "Checking your payment" })).toBeVisible();
  await expect(page.getByText("Payment received")).toHaveCount(0);
  expect(shopper.name).toBe("Ada Shopper");
});
