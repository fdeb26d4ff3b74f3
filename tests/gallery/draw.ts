import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { State } from "../e2e/support/states/state";

export const folder = "gallery";

const screens = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const schemes = ["light", "dark"] as const;
/** A4 in CSS pixels. */
const paper = { width: 794, height: 1123 };

/** Full-page pictures: phone and desktop, light and dark, and paper where people print. */
export async function draw(page: Page, { name, printed }: State): Promise<void> {
  await loadAllArt(page);
  for (const [screen, viewport] of Object.entries(screens)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      await picture(page, `${name}.${screen}.${colorScheme}`);
    }
  }
  if (!printed) return;
  await page.setViewportSize(paper);
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  await picture(page, `${name}.paper.light`);
}

const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: "disabled" });

/** A full-page picture does not scroll, so lazy images below the fold would stay empty. */
async function loadAllArt(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const image of document.images) image.loading = "eager";
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  });
}
