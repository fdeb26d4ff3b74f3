import type { Page } from "@playwright/test";

/** What reaches beyond the right edge of the screen, so that people would have to scroll sideways to read it. */
export function beyondTheEdge(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const edge = window.innerWidth;
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      getComputedStyle(element).clipPath !== "inset(50%)";
    const wide = [...document.body.querySelectorAll("*")]
      .filter((element) => isShown(element) && element.getBoundingClientRect().right > edge + 0.5)
      .map((element) => element.outerHTML.slice(0, 120));
    const scrolls = (document.scrollingElement?.scrollWidth ?? 0) > edge;
    return scrolls ? ["the page scrolls sideways", ...wide] : wide;
  });
}
