import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const app = path.resolve(import.meta.dirname, "../../app");
const pages = readdirSync(app, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll(path.sep, "/"))
  .filter((name) => /(^|\/)page\.tsx$/.test(name));
const source = (page: string) => readFileSync(path.join(app, page), "utf8");

/** One person's own, or a step on the way there: nothing for a search engine. */
const personal = /^(account|basket|checkout|orders|sign-[a-z]+|forgot-[a-z]+|reset-[a-z]+)\//;

describe("every page", () => {
  test("is found", () => {
    expect(pages).toContain("page.tsx");
    expect(pages.filter((page) => personal.test(page)).length).toBeGreaterThanOrEqual(8);
  });

  test.each(pages)("%s has metadata, and a title unless it is the front page", (page) => {
    expect(source(page)).toMatch(/export (const metadata\b|(async )?function generateMetadata\b)/);
    if (page !== "page.tsx") expect(source(page)).toMatch(/\btitle\b/);
  });

  test.each(pages.filter((page) => personal.test(page)))("%s is kept from search engines", (page) => {
    expect(source(page)).toMatch(/robots: \{ index: false\b/);
  });

  test.each(pages.filter((page) => !personal.test(page)))("%s names its one address", (page) => {
    expect(source(page)).toMatch(/alternates: \{ canonical: /);
  });
});
