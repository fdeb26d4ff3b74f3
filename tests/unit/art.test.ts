import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue } from "@/prisma/catalogue";

const publicFolder = path.resolve(import.meta.dirname, "../../public");

describe("the catalogue", () => {
  test("has 16 products, each with its own slug and place", () => {
    expect(catalogue).toHaveLength(16);
    expect(new Set(catalogue.map((product) => product.slug)).size).toBe(16);
    expect(new Set(catalogue.map((product) => product.position)).size).toBe(16);
  });

  test("prices are whole pence from £4.50 to £68 and stock is a whole number", () => {
    for (const { slug, priceMinor, stock } of catalogue) {
      expect(Number.isInteger(priceMinor), slug).toBe(true);
      expect(priceMinor, slug).toBeGreaterThanOrEqual(450);
      expect(priceMinor, slug).toBeLessThanOrEqual(6800);
      expect(Number.isInteger(stock), slug).toBe(true);
      expect(stock, slug).toBeGreaterThanOrEqual(0);
    }
  });

  test("one product is sold out and two are nearly so", () => {
    expect(catalogue.filter((product) => product.stock === 0)).toHaveLength(1);
    expect(catalogue.filter((product) => product.stock === 1 || product.stock === 2)).toHaveLength(2);
  });
});

describe("the product art", () => {
  test.each(catalogue.map((product) => product.art))("%s is a small, self-contained drawing", (art) => {
    const svg = readFileSync(path.join(publicFolder, art), "utf8");
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(4096);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 640 640"/);
    expect(svg).not.toMatch(/<script|<filter|<style|<image|<foreignObject|\sstyle=|href|\son\w+=|<!/i);
  });

  test("has no drawing without a product", () => {
    const drawings = readdirSync(path.join(publicFolder, "products")).map((file) => `/products/${file}`);
    expect(drawings.sort()).toEqual(catalogue.map((product) => product.art).sort());
  });
});
