import { expect } from "@playwright/test";
import type { State } from "./state";

const open = (name: string, path: string): State => ({
  name,
  arrange: async (page) => {
    await page.goto(path);
  },
});

export const shelf: State[] = [
  open("home", "/"),
  open("category", "/categories/tea-and-cocoa"),
  open("product", "/products/harbour-mug"),
  open("product-few-left", "/products/stoneware-teapot"),
  open("product-sold-out", "/products/butter-dish"),
  {
    name: "product-too-many",
    arrange: async (page) => {
      await page.goto("/products/stoneware-teapot");
      await page.getByLabel("Quantity").fill("9");
      await page.getByRole("button", { name: "Add to basket" }).click();
      await expect(page.getByText("Stoneware teapot: only 2 left. Choose 2 or fewer.")).toBeVisible();
    },
  },
];
