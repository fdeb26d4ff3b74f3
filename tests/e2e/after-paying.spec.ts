import {
  addToBasket,
  buy,
  callsAbout,
  cards,
  expect,
  goToDojo,
  payWithNewCard,
  query,
  test,
} from "./support/shop";

/*
 * After paying a shopper wants to know three things: did it work, what did I buy, where will it go. Coming back
 * to it, pressing Back or reloading changes nothing and charges nothing.
 */
test("the page after paying says what was bought, and asks where to send it", async ({ page, shopper }) => {
  await buy(page, "Harbour mug", { card: cards.approved });
  const summary = page.getByRole("region", { name: "What you ordered" });
  await expect(summary).toContainText("Harbour mug");
  await expect(summary).toContainText("£21.95");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();

  await page.getByRole("link", { name: "Add a delivery address" }).click();
  await page.getByLabel("Full name").fill("عائشة Shopper");
  await page.getByLabel("Address line 1").fill("12 Harbour Row");
  await page.getByLabel("Town or city").fill("Whitby");
  await page.getByLabel("Postcode").fill("yo224eh");
  await page.getByRole("button", { name: "Save address" }).click();
  await expect(page).toHaveURL(/\/orders\/\d+$/);
  await expect(page.getByText("YO22 4EH")).toBeVisible();

  await addToBasket(page, "Tea bowl");
  await page.goto("/checkout");
  await expect(page.getByText("12 Harbour Row")).toBeVisible();
  await goToDojo(page);
  const intents = (await callsAbout(shopper.email)).filter(
    ({ operationId }) => operationId === "PaymentIntents_CreatePaymentIntent",
  );
  expect(intents.map(({ request }) => request?.shippingDetails)).toEqual([
    undefined,
    {
      name: "عائشة Shopper",
      address: { address1: "12 Harbour Row", city: "Whitby", postcode: "YO22 4EH", countryCode: "GB" },
    },
  ]);
});

test("Back after paying cannot pay again", async ({ page, shopper }) => {
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  const link = page.url();
  await payWithNewCard(page);
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();

  await test.step("on Dojo's page", async () => {
    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Already paid" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Pay £/ })).toHaveCount(0);
  });
  await test.step("on the checkout, with nothing in the basket", async () => {
    await page.goto("/checkout");
    await expect(page.getByRole("heading", { name: "Your basket is empty" })).toBeVisible();
  });
  const [count] = await query<{ paid: number }>(
    `SELECT count(*)::int AS paid FROM "Order" o JOIN "User" u ON u.id = o."userId" WHERE u.email = $1`,
    [shopper.email],
  );
  expect(count?.paid).toBe(1);
});

test("a card saved while paying is asked about once, with one button", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await buy(page, "Harbour mug", { save: true });
  await expect(page.getByText("Saved as your preferred card.")).toBeVisible();
  await addToBasket(page, "Tea bowl");
  await page.goto("/checkout");
  await page.getByRole("radio", { name: "Use a new card" }).check();
  await goToDojo(page);
  await payWithNewCard(page, { card: cards.second, save: true });
  await expect(page.getByText("Saved. Make it your preferred card?")).toBeVisible();
  await page.getByRole("button", { name: "Make preferred Mastercard ending 0056" }).click();
  await expect(page.getByRole("status").filter({ hasText: "is now your preferred card" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Make preferred/ })).toHaveCount(0);
});

test("the order keeps its receipt: sent again, printed, and ordered once more", async ({ page, shopper }) => {
  await buy(page, "Harbour mug", { card: cards.approved });
  await page.getByRole("link", { name: "See your order" }).click();
  await page.getByRole("button", { name: "Send receipt again" }).click();
  await expect(page.getByRole("status")).toContainText(`send the receipt to ${shopper.email}`);
  await page.getByRole("button", { name: "Send receipt again" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "sent a moment ago" })).toBeVisible();

  await test.step("on paper", async () => {
    await page.emulateMedia({ media: "print" });
    await expect(page.getByText(/: receipt$/)).toBeVisible();
    await expect(page.getByRole("heading", { name: /^Order \d/ })).toBeVisible();
    await expect(page.getByText("£21.95")).toBeVisible();
    await expect(page.getByRole("button")).toHaveCount(0);
    await expect(page.getByRole("navigation")).toBeHidden();
    await page.emulateMedia({ media: "screen" });
  });

  await page.getByRole("button", { name: "Order the same again" }).click();
  await expect(page.getByRole("button", { name: "Pay £21.95" })).toBeVisible();
});

test("whoever holds the link sees the state of the payment and nothing else", async ({
  page,
  shopper,
  elsewhere,
}) => {
  await buy(page, "Harbour mug", { card: cards.approved });
  const stranger = await elsewhere();
  await stranger.goto(page.url());
  await expect(stranger.getByRole("heading", { name: "Payment received" })).toBeVisible();
  const main = stranger.getByRole("main");
  for (const personal of [shopper.name, shopper.email, "Harbour mug", "£21.95", /\d{6}/])
    await expect(main.getByText(personal)).toHaveCount(0);
  await stranger.getByRole("link", { name: "Sign in to see your order" }).click();
  await expect(stranger.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
