import type { Page } from "@playwright/test";

/**
 * What is smaller to press than 44 × 44 px. The target is what takes the press: the element, its label, or what
 * either of them spreads over a row with `::after`. Links within a sentence are exempt (WCAG 2.5.8).
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 43.5;
    type Box = { width: number; height: number };

    const spread = (element: Element): Box[] => {
      const after = getComputedStyle(element, "::after");
      if (after.content === "none" || after.position !== "absolute") return [];
      return [{ width: Number.parseFloat(after.width), height: Number.parseFloat(after.height) }];
    };
    const boxes = (element: Element): Box[] => [element.getBoundingClientRect(), ...spread(element)];
    const labelsOf = (element: Element) => [...((element as HTMLInputElement).labels ?? [])];
    const isLargeEnough = (box: Box) => box.width >= LEAST && box.height >= LEAST;
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      getComputedStyle(element).clipPath !== "inset(50%)";
    const isWithinSentence = (element: Element) =>
      element.localName === "a" &&
      getComputedStyle(element).display === "inline" &&
      (element.parentElement?.textContent ?? "").trim() !== (element.textContent ?? "").trim();

    const targets = document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary",
    );
    return [...targets]
      .filter((element) => isShown(element) && !isWithinSentence(element))
      .filter((element) => ![element, ...labelsOf(element)].flatMap(boxes).some(isLargeEnough))
      .map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return `${element.outerHTML.slice(0, 120)} is ${Math.round(width)} × ${Math.round(height)}`;
      });
  });
}
