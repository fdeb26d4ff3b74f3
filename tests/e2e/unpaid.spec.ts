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

test("a declined card is named as the reason, with the next step", async ({ page, shopper }) => {
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await payWithNewCard(page, { card: cards.declined });
  await expect(page.getByRole("alert")).toContainText("declined");
  await page.getByRole("link", { name: "Cancel and return" }).click();
  await expect(page.getByText("Your bank declined the card.")).toBeVisible();
  await page.getByRole("button", { name: "Continue to secure payment" }).click();
  await page.waitForURL(/\/checkout\/pi_/);
  expect(shopper.name).toBe("Ada Shopper");
});

test("an order nobody wants is cancelled by its shopper, and can be paid again later", async ({
  page,
  shopper,
}) => {
  await addToBasket(page, "Harbour mug", 2);
  await page.goto("/checkout");
  await goToDojo(page);
  const link = page.url();
  await page.goto("/orders");
  await page.getByRole("link", { name: /^Order \d/ }).click();
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByRole("status")).toContainText("is cancelled. No money was taken.");
  await expect(page.getByText("Cancelled", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Continue to secure payment" })).toHaveCount(0);

  await test.step("the old link is dead, and the way back from it works", async () => {
    expect((await page.goto(link))?.status()).toBe(410);
    await page.goto("/orders");
    await page.getByRole("link", { name: /^Order \d/ }).click();
  });
  await page.getByRole("button", { name: "Pay again" }).click();
  await expect(page.getByRole("button", { name: "Pay £39.95" })).toBeVisible();
  await goToDojo(page);
  await payWithNewCard(page, { card: cards.approved });
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  await page.goto("/orders");
  await expect(page.getByText("Cancelled", { exact: true })).toBeVisible();
  await expect(page.getByText("Paid", { exact: true })).toBeVisible();
  expect(shopper.name).toBe("Ada Shopper");
});
