import { expect, type Page } from "@playwright/test";
import { axeFindings } from "./axe";
import { smallTargets } from "./targets";
import { beyondTheEdge } from "./width";

/** Everything that a page in some state owes to everybody, in one pass; softly, so that all faults are listed. */
export async function expectAccessible(page: Page): Promise<void> {
  expect.soft(await axeFindings(page), "axe").toEqual([]);

  await expect.soft(page.locator("h1")).toHaveCount(1);
  await expect.soft(page.locator("html")).toHaveAttribute("lang", /^en/);
  expect.soft(await page.title(), "title").not.toBe("");

  await page.setViewportSize({ width: 390, height: 844 });
  expect.soft(await smallTargets(page), "targets under 44 × 44 px at 390 px").toEqual([]);

  await page.setViewportSize({ width: 320, height: 700 });
  expect.soft(await beyondTheEdge(page), "beyond the edge at 320 px").toEqual([]);
}
