import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** All of axe's rules in light; in dark those that colours can break. Each finding by rule and place. */
export async function axeFindings(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  // Legacy mode: no page of ours has frames, and the other mode opens a second page for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const chosen = colorScheme === "light" ? axe.withTags(standards) : axe.withRules(["color-contrast"]);
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  const { violations } = await chosen.analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${colorScheme} ${id}: ${target.join(" ")} ${html.slice(0, 120)}`),
  );
}
