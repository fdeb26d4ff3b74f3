import { emulatorControl } from "../setup/emulator-control";
import { addToBasket, buy, expect, goToDojo, test } from "./support/shop";

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

test("while Dojo is silent a payment is being checked, never failed", async ({ page, shopper }) => {
  expect(shopper.email).toBeTruthy();
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
  await emulatorControl().faults([
    { operation: "PaymentIntents_Get", kind: "status", status: 503, ...always },
  ]);
  await page.getByRole("link", { name: "Cancel and return" }).click();
  await expect(page.getByRole("heading", { name: "Checking your payment" })).toBeVisible();
  await emulatorControl().clearFaults();
  await expect(page.getByRole("heading", { name: "Payment cancelled" })).toBeVisible({ timeout: 15_000 });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

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
