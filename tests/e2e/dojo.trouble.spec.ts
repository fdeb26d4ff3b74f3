import { emulatorControl } from "../setup/emulator-control";
import { printedMonth, saveCardsAtDojo } from "./support/saved-cards";
import { addToBasket, buy, expect, goToDojo, payWithNewCard, query, test } from "./support/shop";

/*
 * Dojo has bad days too. The shopper is told what is known, nothing is lost, and no trouble of theirs looks like
 * an empty wallet or a failed payment of the shopper's.
 */
const always = { probability: 1, times: 1_000, seed: 1 };

test.afterEach(() => emulatorControl().clearFaults());

test("cards that cannot be listed are not called none, and paying goes on", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await buy(page, "Harbour mug", { save: true });
  await addToBasket(page, "Tea bowl");
  for (const kind of ["html", "truncate", "reset"]) {
    await emulatorControl().faults([{ operation: "Customers_GetPaymentMethods", kind, ...always }]);
    await page.goto("/account/cards");
    await expect(page.getByText("Your cards cannot be shown just now")).toBeVisible();
    await expect(page.getByRole("heading", { name: "No saved cards" })).toHaveCount(0);
  }
  await page.goto("/checkout");
  await expect(page.getByText("You can still pay with a new card")).toBeVisible();
  await goToDojo(page);
});

test("a Dojo that never answers costs seconds, not the page", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await buy(page, "Harbour mug", { save: true });
  await emulatorControl().faults([{ operation: "Customers_CreateCustomerSecret", kind: "hang", ...always }]);
  await page.goto("/account/cards");
  await expect(page.getByText("Your cards cannot be shown just now")).toBeVisible({ timeout: 10_000 });
});

test("a payment that cannot start says so, takes nothing, and the next press works", async ({
  page,
  shopper,
}) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await emulatorControl().faults([
    { operation: "PaymentIntents_CreatePaymentIntent", kind: "status", status: 503, ...always },
  ]);
  await page.getByRole("button", { name: /^Pay £/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "No money was taken" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Basket, 1 item" })).toBeVisible();
  await emulatorControl().clearFaults();
  await goToDojo(page);
});

test("cards that cannot be opened leave the shopper a choice, and only that choice does without them", async ({
  page,
  shopper,
}) => {
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  const broken = [{ operation: "Customers_CreateCustomerSecret", kind: "status", status: 503, ...always }];
  await emulatorControl().faults(broken);
  await page.getByRole("button", { name: /^Pay £/ }).click();
  const choice = page.getByRole("alert").filter({ hasText: "Your saved cards could not be opened just now" });
  await choice.getByRole("button", { name: "Try again" }).click();
  await expect(choice).toBeVisible();
  await choice.getByRole("button", { name: "Pay this once without saved cards" }).click();
  await page.waitForURL("**/checkout/pi_**");
  expect(new URL(page.url()).searchParams.get("cid")).toBeNull();
  await expect(page.getByLabel("Save card for future use")).toHaveCount(0);
  await emulatorControl().clearFaults();

  await test.step("with the cards back, the same order is offered with them", async () => {
    await page.goto("/checkout");
    await goToDojo(page);
    expect(new URL(page.url()).searchParams.get("cid")).toMatch(/^cust_/);
    await payWithNewCard(page);
    await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  });
  const orders = await query(
    `SELECT 1 FROM "Order" o JOIN "User" u ON u.id = o."userId" WHERE u.email = $1`,
    [shopper.email],
  );
  expect(orders).toHaveLength(1);
});

test("a payment that nobody told the shop of is found by asking", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await emulatorControl().faults([{ operation: "webhook", kind: "drop", ...always }]);
  await goToDojo(page);
  const paymentIntentId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await page.goto("/orders");
  await page.getByRole("link", { name: /^Order \d/ }).click();
  await page.getByRole("button", { name: "Check my payment" }).click();
  await expect(page.getByRole("status")).toContainText("nothing is paid yet");
  await emulatorControl().pay({ paymentIntentId });
  await page.getByRole("button", { name: "Check my payment" }).click();
  await expect(page.getByRole("status")).toContainText("your payment went through");
  await expect(page.getByText("Paid", { exact: true })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Payment received" })).toBeVisible();
});

test("asking is for people, not for machines", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await page.goto("/orders");
  await page.getByRole("link", { name: /^Order \d/ }).click();
  for (let press = 1; press <= 6; press += 1) {
    await page.getByRole("button", { name: "Check my payment" }).click();
    await expect(page.getByRole("status")).toContainText("nothing is paid yet");
    await page.reload();
  }
  await page.getByRole("button", { name: "Check my payment" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "We asked Dojo a moment ago" })).toBeVisible();
});

const silent = [{ operation: "PaymentIntents_Get", kind: "status", status: 503, ...always }];

test("while Dojo is silent a payment is being checked, never failed", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await emulatorControl().faults(silent);
  await page.getByRole("link", { name: "Cancel and return" }).click();
  await expect(page.getByRole("heading", { name: "Checking your payment" })).toBeVisible();
  await emulatorControl().clearFaults();
  await expect(page.getByRole("heading", { name: "Payment cancelled" })).toBeVisible({ timeout: 15_000 });
});

test("the page asks a bounded number of times, then says who goes on looking", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await emulatorControl().faults(silent);
  await page.clock.install();
  await page.getByRole("link", { name: "Cancel and return" }).click();
  await expect(page.getByRole("heading", { name: "Checking your payment" })).toBeVisible();
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/checkout/return")) asked += 1;
  });
  await expect(page.getByText("We will keep checking")).toHaveCount(0);
  // The page asks once its scripts have run: until then no clock moves it.
  const askedAfterASecond = () => page.clock.runFor(1_000).then(() => asked);
  await expect.poll(askedAfterASecond).toBeGreaterThanOrEqual(1);
  await page.clock.runFor(31_000);
  await expect(page.getByText("We will keep checking, and your order shows the result.")).toBeVisible();
  await page.clock.runFor(600_000);
  expect(asked).toBeLessThanOrEqual(8);
  await emulatorControl().clearFaults();
  await page.getByRole("link", { name: "Check again" }).click();
  await expect(page.getByRole("heading", { name: "Payment cancelled" })).toBeVisible();
});

test("an order is not called cancelled before Dojo has said so", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await page.goto("/orders");
  await page.getByRole("link", { name: /^Order \d/ }).click();
  await emulatorControl().faults([
    { operation: "PaymentIntents_Delete", kind: "status", status: 503, ...always },
  ]);
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not cancelled yet" })).toBeVisible();
  await expect(page.getByText("No money was taken")).toHaveCount(0);
  await emulatorControl().clearFaults();
  await page.getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByRole("status")).toContainText("is cancelled. No money was taken.");
});

for (const width of [1280, 390])
  test(`a slow Dojo's cards move nothing when they come, ${width} px wide`, async ({ page, shopper }) => {
    expect(shopper.email).toBeTruthy();
    await buy(page, "Harbour mug", { save: true });
    await addToBasket(page, "Tea bowl");
    await emulatorControl().faults([
      { operation: "Customers_GetPaymentMethods", kind: "delay", delayMs: 1_500, ...always },
    ]);
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.setViewportSize({ width, height: 844 });
    await page.goto("/checkout", { waitUntil: "commit" });
    await expect(page.getByText("Looking up your saved cards")).toBeVisible();
    await expect(page.getByRole("radio", { name: /ending 1005.*preferred/ })).toBeChecked();
    const moved = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
    expect(moved.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.01);
  });

test.describe("when a card's last month is over", () => {
  const DAYS_MS = 40 * 86_400_000;

  test.afterEach(async () => {
    await query(`DELETE FROM "ClockOffset"`, []);
    await emulatorControl().reset();
  });

  test("it is said, kept, never chosen, and can be removed", async ({ page, shopper }) => {
    await buy(page, "Harbour mug", { save: true });
    await saveCardsAtDojo(shopper, [{ expiry: printedMonth(0) }]);
    await page.goto("/account/cards");
    await page.getByRole("button", { name: "Make preferred Mastercard ending 0056" }).click();
    await expect(page.getByRole("status")).toContainText("now your preferred card");
    await query(`INSERT INTO "ClockOffset" (id, "offsetMs") VALUES (1, $1)`, [DAYS_MS]);
    await emulatorControl().advance(DAYS_MS);

    await addToBasket(page, "Tea bowl");
    await page.goto("/checkout");
    await expect(page.getByText("Your preferred card has expired, so no card is selected.")).toBeVisible();
    await expect(page.getByRole("radio", { name: "Use a new card" })).toBeChecked();
    const expired = page.getByRole("radio", { name: /^Mastercard ending 0056/ });
    await expect(expired).toBeDisabled();
    await expect(expired).toHaveAccessibleDescription("This card has expired.");
    await expect(page.getByRole("radio", { name: "Mastercard ending 1005, expires 12/29" })).toBeEnabled();

    await page.goto("/account/cards");
    const item = page.getByRole("listitem").filter({ hasText: "Mastercard ending 0056" });
    await expect(item).toContainText(`expired ${printedMonth(0)}`);
    await expect(item.getByRole("button", { name: /Make preferred/ })).toHaveCount(0);
    await item.getByRole("button", { name: "Remove" }).click();
    await item.getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("status")).toContainText("none is preferred now");
    await expect(page.getByRole("listitem").filter({ hasText: "ending 1005" })).toBeVisible();
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a payment that is being checked reloads by itself until Dojo answers", async ({ page, shopper }) => {
    expect(shopper.email).toBeTruthy();
    await addToBasket(page, "Harbour mug");
    await page.goto("/checkout");
    await goToDojo(page);
    await emulatorControl().faults(silent);
    await page.getByRole("link", { name: "Cancel and return" }).click();
    await expect(page.getByRole("heading", { name: "Checking your payment" })).toBeVisible();
    const here = new URL(page.url());
    here.searchParams.set("poll", "10");
    await page.goto(here.href);
    await expect(page.getByText("We will keep checking, and your order shows the result.")).toBeVisible();
    here.searchParams.set("poll", "8");
    await page.goto(here.href);
    await emulatorControl().clearFaults();
    await expect(page.getByRole("heading", { name: "Payment cancelled" })).toBeVisible({ timeout: 15_000 });
    expect(page.url()).toContain("poll=9");
  });

  test("a slow Dojo's cards still come, in their place before the button", async ({ page, shopper }) => {
    expect(shopper.email).toBeTruthy();
    await buy(page, "Harbour mug", { save: true });
    await addToBasket(page, "Tea bowl");
    await emulatorControl().faults([
      { operation: "Customers_GetPaymentMethods", kind: "delay", delayMs: 500, ...always },
    ]);
    await page.goto("/checkout");
    const card = page.getByRole("radio", { name: /ending 1005.*preferred/ });
    await expect(card).toBeChecked();
    await expect(page.getByText("Looking up your saved cards")).toBeHidden();
    const [above, below] = [
      await card.boundingBox(),
      await page.getByRole("button", { name: /^Pay £/ }).boundingBox(),
    ];
    expect(above?.y).toBeLessThan(below?.y ?? 0);
    await goToDojo(page);
    await expect(page.getByRole("radio", { name: /ending 1005/ })).toBeChecked();
  });

  test("a Dojo that is down leaves a way to pay", async ({ page, shopper }) => {
    expect(shopper.email).toBeTruthy();
    await buy(page, "Harbour mug", { save: true });
    await addToBasket(page, "Tea bowl");
    await emulatorControl().faults([
      { operation: "Customers_GetPaymentMethods", kind: "status", status: 503, ...always },
    ]);
    await page.goto("/checkout");
    await expect(page.getByText("You can still pay with a new card")).toBeVisible();
    await goToDojo(page);
  });
});
