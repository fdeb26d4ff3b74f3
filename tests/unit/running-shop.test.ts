import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { noteRunningShop, readRunningShop } from "../../scripts/lib/running-shop.mjs";

test("what a start made up is noted for its owner's eyes, and nothing that was given to it", () => {
  const folder = mkdtempSync(join(tmpdir(), "running-shop-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const given = { DOJO_API_KEY: "sk_prod_given", APP_SECRET: "given", DATABASE_URL: undefined };
  const shop = {
    ...given,
    DATABASE_URL: "postgresql://made@up/shop",
    NEXTAUTH_SECRET: "made up",
    PATH: "/bin",
  };
  noteRunningShop(folder, shop, given);
  expect(readRunningShop(folder)).toEqual({
    DATABASE_URL: "postgresql://made@up/shop",
    NEXTAUTH_SECRET: "made up",
  });
  expect(statSync(join(folder, "running-shop.json")).mode & 0o777).toBe(0o600);
});
