import { expect, type Page } from "@playwright/test";
import { dojoFails, fiveWeeksLater, today } from "./bad-moments";
import type { Person } from "./people";
import type { State } from "./state";
import { wallets } from "./wallets";

const cardsOf = (name: string, wallet: (page: Page) => Promise<Person>): State => ({
  name,
  arrange: async (page) => {
    await wallet(page);
    await page.goto("/account/cards");
  },
});

export const cards: State[] = [
  cardsOf("cards-none", wallets.none),
  cardsOf("cards-one", wallets.one),
  cardsOf("cards-many", wallets.many),
  cardsOf("cards-dozen", wallets.dozen),
  cardsOf("cards-look-alike", wallets.lookAlikes),
  cardsOf("cards-ends-this-month", wallets.endsThisMonth),
  cardsOf("cards-preferred-gone", wallets.preferredGone),
  {
    name: "cards-confirm-removal",
    arrange: async (page) => {
      await wallets.many(page);
      await page.goto("/account/cards");
      await page
        .getByRole("button", { name: /^Remove/ })
        .first()
        .click();
      await expect(page.getByText(/^Remove .*\?/)).toBeVisible();
    },
  },
  {
    name: "cards-preferred-removed",
    arrange: async (page) => {
      await wallets.many(page);
      await page.goto("/account/cards");
      await page
        .getByRole("button", { name: /^Remove/ })
        .first()
        .click();
      await page
        .getByRole("listitem")
        .filter({ hasText: /\?/ })
        .getByRole("button", { name: /^Remove/ })
        .click();
      await expect(page.getByText(/none is preferred now/)).toBeVisible();
    },
  },
  {
    name: "cards-made-preferred",
    arrange: async (page) => {
      await wallets.many(page);
      await page.goto("/account/cards");
      await page
        .getByRole("button", { name: /^Make preferred/ })
        .first()
        .click();
      await expect(page.getByText(/now your preferred card/)).toBeVisible();
    },
  },
  {
    name: "cards-expired",
    alone: true,
    arrange: async (page) => {
      await wallets.endsThisMonth(page);
      await fiveWeeksLater();
      await page.goto("/account/cards");
    },
    undo: today,
  },
  {
    name: "cards-dojo-unreachable",
    alone: true,
    arrange: async (page) => {
      await wallets.one(page);
      await dojoFails("Customers_GetPaymentMethods");
      await page.goto("/account/cards");
    },
  },
];
