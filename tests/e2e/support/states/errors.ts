import { expect } from "@playwright/test";
import { find, lose } from "./bad-moments";
import { signedIn } from "./people";
import { MUG, paidOrder, putInBasket } from "./purchases";
import type { State } from "./state";

export const errors: State[] = [
  {
    name: "not-found",
    arrange: async (page) => {
      await page.goto("/no-such-page");
      await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
    },
    complains: /404/,
  },
  {
    name: "error",
    alone: true,
    arrange: async (page) => {
      const { number } = await paidOrder(page, await signedIn(page));
      await lose("OrderLine");
      await page.goto(`/orders/${number}`);
      await expect(page.getByRole("heading", { name: "This page did not load" })).toBeVisible();
    },
    undo: () => find("OrderLine"),
    complains: /500|React error #441/,
  },
  {
    name: "error-of-the-whole-shop",
    alone: true,
    arrange: async (page) => {
      await putInBasket(await signedIn(page), MUG);
      await lose("BasketLine");
      await page.goto("/");
      await expect(page.getByRole("heading", { name: "The shop is not available" })).toBeVisible();
    },
    undo: () => find("BasketLine"),
    complains: /500|React error #441/,
  },
];
