import { expect, type Page } from "@playwright/test";
import { dojoFails, fiveWeeksLater, today } from "./bad-moments";
import { liveSomewhere, type Person } from "./people";
import { MUG, putInBasket } from "./purchases";
import type { State } from "./state";
import { wallets } from "./wallets";

/** Waits for the cards, which are streamed after the page. */
async function open(page: Page, path = "/checkout"): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("button", { name: /^Pay £/ })).toBeVisible();
}

const atTill = (name: string, wallet: (page: Page) => Promise<Person>, path?: string): State => ({
  name,
  arrange: async (page) => {
    await putInBasket(await wallet(page), MUG);
    await open(page, path);
  },
});

const otherProblems = [
  "price-changed",
  "card-unknown",
  "dojo-unavailable",
  "payment-refused",
  "no-customer",
  "busy",
];

export const checkout: State[] = [
  atTill("checkout-no-cards", wallets.none),
  atTill("checkout-one-card", wallets.one),
  atTill("checkout-many-cards", wallets.many),
  {
    name: "checkout-dozen-cards-and-address",
    arrange: async (page) => {
      const person = await wallets.dozen(page);
      await liveSomewhere(person);
      await putInBasket(person, MUG);
      await open(page);
    },
  },
  {
    name: "checkout-goods-gone",
    arrange: async (page) => {
      await putInBasket(await wallets.one(page), { ...MUG, "stoneware-teapot": 9 });
      await open(page);
    },
  },
  atTill("checkout-look-alikes", wallets.lookAlikes),
  atTill("checkout-preferred-gone", wallets.preferredGone),
  atTill("checkout-stock", wallets.none, "/checkout?problem=stock"),
  ...otherProblems.map(
    (code): State => ({
      ...atTill(`checkout-${code}`, wallets.none, `/checkout?problem=${code}`),
      alike: true,
    }),
  ),
  {
    name: "checkout-preferred-expired",
    alone: true,
    arrange: async (page) => {
      await putInBasket(await wallets.endsThisMonth(page), MUG);
      await fiveWeeksLater();
      await open(page);
    },
    undo: today,
  },
  {
    name: "checkout-dojo-unreachable",
    alone: true,
    arrange: async (page) => {
      await putInBasket(await wallets.one(page), MUG);
      await dojoFails("Customers_GetPaymentMethods");
      await open(page);
    },
  },
];
