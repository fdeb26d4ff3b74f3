import { expect, type Locator, type Page } from "@playwright/test";

const MOST_STOPS = 60;

/** Goes on with Tab (or back, with Shift+Tab) to `target`; at every stop on the way one can see where one is. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    await expectVisibleFocus(page);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${target} was not reached in ${MOST_STOPS} stops`);
}

/** An outline, drawn on the element or on what it spreads over its card. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const focus = await page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { place: "nothing", outlined: true };
    const outlined = [undefined, "::after"].some((part) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(element, part);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
    return { place: element.outerHTML.slice(0, 120), outlined };
  });
  expect(focus.outlined, `${focus.place} shows that it has the focus`).toBe(true);
}
