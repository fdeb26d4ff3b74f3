import { expect } from "@playwright/test";
import { signedIn } from "./people";
import { type Goods, putInBasket } from "./purchases";
import type { State } from "./state";

const withGoods = (name: string, goods: Goods): State => ({
  name,
  arrange: async (page) => {
    await putInBasket(await signedIn(page), goods);
    await page.goto("/basket");
  },
});

export const basket: State[] = [
  {
    name: "basket-empty",
    arrange: async (page) => {
      await page.goto("/basket");
    },
  },
  withGoods("basket", { "harbour-mug": 2, "tea-bowl": 1, "smoked-oolong": 1 }),
  {
    name: "basket-refused",
    arrange: async (page) => {
      await putInBasket(await signedIn(page), { "stoneware-teapot": 1 });
      await page.goto("/basket");
      await page.getByLabel("Quantity").fill("99");
      await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
    },
  },
  withGoods("basket-short-of-stock", { "linen-cloth": 3, "butter-dish": 1, "harbour-mug": 1 }),
];
