import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type axe from "axe-core";
import { root } from "../../../../scripts/lib/root.mjs";

// Half as long to begin with as the one that can be read.
const source = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** All of axe's rules in light; in dark those that colours can break. Each finding by rule and place. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(source);
  return [
    ...(await look(page, "light", { type: "tag", values: standards })),
    ...(await look(page, "dark", { type: "rule", values: ["color-contrast"] })),
  ];
}

async function look(page: Page, colorScheme: "light" | "dark", runOnly: axe.RunOnly): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  const violations = await page.evaluate(async (runOnly) => {
    const page = window as unknown as { axe: typeof axe };
    return (await page.axe.run({ runOnly, resultTypes: ["violations"] })).violations;
  }, runOnly);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${colorScheme} ${id}: ${target.join(" ")} ${html.slice(0, 120)}`),
  );
}
