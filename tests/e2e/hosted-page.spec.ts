import { emulatorControl } from "../setup/emulator-control";
import { addToBasket, expect, goToDojo, payWithNewCard, test } from "./support/shop";

/*
 * The emulated Dojo's own page. What it answers is tested without a browser (tests/emulator/hosted-*); here is what
 * only a browser shows: its script, its waiting, Back and reload.
 */
test.beforeEach(async ({ page, shopper }) => {
  expect(shopper.name).toBe("Ada Shopper");
  await addToBasket(page, "Harbour mug");
  await page.goto("/checkout");
  await goToDojo(page);
});

test("mistakes are named beside their fields before anything is sent", async ({ page }) => {
  const { journal } = emulatorControl();
  const pay = page.getByRole("button", { name: /^Pay £/ });
  await page.getByLabel("Card number").pressSequentially("5200000000001006");
  await expect(page.getByLabel("Card number")).toHaveValue("5200 0000 0000 1006");
  await page.getByLabel("Expiry date").pressSequentially("1299");
  await expect(page.getByLabel("Expiry date")).toHaveValue("12/99");
  const before = (await journal()).at(-1)?.seq ?? 0;
  await pay.click();
  await expect(page.getByText("Check the card number")).toBeVisible();
  await expect(page.getByText("Enter the security code.")).toBeVisible();
  await expect(page.getByText("Enter the name on the card.")).toBeVisible();
  await expect(page.getByLabel("Card number")).toBeFocused();
  await expect(page.getByLabel("Card number")).toHaveAccessibleDescription(/Check the card number/);

  await page.getByLabel("Card number").press("End");
  await page.getByLabel("Card number").press("Backspace");
  await page.getByLabel("Card number").pressSequentially("5");
  await expect(page.getByText("Check the card number")).toHaveCount(0);
  const path = new URL(page.url()).pathname;
  const posts = (await journal(before)).filter(
    (entry) => entry.method === "POST" && entry.path.startsWith(path),
  );
  expect(posts).toEqual([]);
});

test("a slow bank keeps the shopper waiting, then the shop has the payment", async ({ page }) => {
  const slow = { number: "4456 5300 0000 2037", expiry: "12/29", code: "020" };
  await payWithNewCard(page, { card: slow });
  await expect(page.getByRole("heading", { name: "Waiting for your bank" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible({ timeout: 15_000 });
});

test("a decline survives a reload without being sent again, and says what to do", async ({ page }) => {
  const referred = { number: "4456 5300 0000 2011", expiry: "12/29", code: "020" };
  await payWithNewCard(page, { card: referred });
  await expect(page.getByRole("alert")).toContainText("speak to you");
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("speak to you");
  await payWithNewCard(page);
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Already paid" })).toBeVisible();
});
