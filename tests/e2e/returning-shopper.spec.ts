import { emulatorControl } from "../setup/emulator-control";
import {
  addToBasket,
  callsAbout,
  cards,
  expect,
  goToDojo,
  payWithNewCard,
  query,
  test,
} from "./support/shop";

/*
 * The story the shop exists for: a shopper buys, saves the card on Dojo's page, comes back, and the second time
 * finds it preferred, checked and preselected, so that paying takes one click and a security code.
 */
test("a shopper buys, saves a card, and buys again with it preselected", async ({ page, shopper }) => {
  await addToBasket(page, "Harbour mug");
  await page.getByRole("link", { name: "Checkout" }).click();
  await expect(page.getByRole("radio", { name: "Use a new card" })).toBeChecked();
  await goToDojo(page);
  await payWithNewCard(page, { card: cards.approved, save: true });

  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();
  const number = (await page.getByRole("link", { name: /^\d{6}$/ }).textContent()) ?? "";
  await expect(page.getByText("Payment successful (code 0)")).toBeVisible();
  await expect(page.getByRole("link", { name: "Basket, empty" })).toBeVisible();
  await page.goto("/orders");
  await expect(page.getByRole("listitem").filter({ hasText: `Order ${number}` })).toContainText("Paid");

  await test.step("the webhook was delivered and verified", async () => {
    await expect(async () => {
      const stored = await query<{ id: string; outcome: string }>(
        `SELECT e.id, e.outcome FROM "WebhookEvent" e JOIN "PaymentAttempt" a ON a."intentId" = e."intentId"
         JOIN "Order" o ON o.id = a."orderId" WHERE o.number = $1`,
        [number],
      );
      expect(stored).toEqual([{ id: expect.stringMatching(/^evt_/), outcome: "PAID" }]);
      const { deliveries } = await emulatorControl().state();
      const delivery = deliveries.find(({ eventId }) => eventId === stored[0]?.id);
      expect(delivery?.attempts.map(({ status }) => status)).toEqual([200]);
    }).toPass({ timeout: 10_000 });
  });

  await addToBasket(page, "Tea bowl");
  await page.goto("/checkout");
  const saved = page.getByRole("radio", { name: "Mastercard ending 1005, expires 12/29, preferred" });
  await expect(saved).toBeChecked();
  await goToDojo(page);
  await expect(page.getByRole("radio", { name: /Mastercard ending 1005/ })).toBeChecked();
  await page.getByLabel("Security code").fill(cards.approved.code);
  await page.getByRole("button", { name: /^Pay £/ }).click();
  await expect(page.getByRole("heading", { name: "Payment received" })).toBeVisible();

  await test.step("what Dojo was asked", async () => {
    const calls = await callsAbout(shopper.email);
    expect(calls.filter(({ operationId }) => operationId === "Customers_Create")).toHaveLength(1);
    const intents = calls.filter(({ operationId }) => operationId === "PaymentIntents_CreatePaymentIntent");
    const [first, second] = intents.map(({ request }) => request);
    expect(first?.paymentMethods).toEqual(["SavedCard", "Card"]);
    expect(second?.paymentMethods).toEqual(["SavedCard", "Card"]);
    const secretBefore = (seq: number | undefined) =>
      calls.findLast((call) => call.operationId === "Customers_CreateCustomerSecret" && call.seq < (seq ?? 0))
        ?.response?.secret;
    const id = expect.stringMatching(/^cust_sandbox_/);
    expect(first?.customer).toEqual({ id, secret: secretBefore(intents[0]?.seq) });
    const savedCardId = expect.stringMatching(/^pm_/);
    expect(second?.customer).toEqual({ id, secret: secretBefore(intents[1]?.seq), savedCardId });
    expect(secretBefore(intents[0]?.seq)).not.toBe(secretBefore(intents[1]?.seq));
  });

  await test.step("the returning shopper's click costs two calls in sequence", async () => {
    const calls = await callsAbout(shopper.email);
    const at = calls.map(({ operationId }) => operationId).lastIndexOf("PaymentIntents_CreatePaymentIntent");
    const [looked, secret, made] = calls.slice(at - 2, at + 1);
    expect(looked?.operationId).toBe("Customers_GetPaymentMethods");
    expect(secret?.operationId).toBe("Customers_CreateCustomerSecret");
    const endOf = (entry = looked) => Date.parse(entry?.at ?? "") + (entry?.durationMs ?? 0);
    expect(endOf(secret)).toBeLessThanOrEqual(Date.parse(made?.at ?? "") + 1);
  });
});
