import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { leaksInDatabase, leaksInFiles, notedCanaries } from "../setup/canaries";
import { setting } from "../setup/setting";
import { expect, password, query, test } from "./support/shop";

/*
 * Runs when all others have: what the whole of them made the shop write, to its logs and to the database, and what every
 * browser gets. Each page of theirs was looked through when it came (support/shop.ts).
 */
const canaries = notedCanaries([password]);

test("no log holds a secret, a session, a password or a card number", () => {
  const { files, leaks } = leaksInFiles(join(setting("TEST_DATA_DIR"), "logs"), canaries);
  expect(files).toBeGreaterThan(2);
  expect(leaks).toEqual([]);
});

test("no row of the database does", async () => {
  const { rows, leaks } = await leaksInDatabase((text) => query(text, []), canaries);
  expect(rows).toBeGreaterThan(100);
  expect(leaks).toEqual([]);
});

test("no file for browsers does, and none of them is a source map", () => {
  const folder = join(setting("TEST_DIST_DIR"), "static");
  expect(existsSync(folder)).toBe(true);
  const { files, leaks } = leaksInFiles(folder, canaries);
  expect(files).toBeGreaterThan(5);
  expect(leaks).toEqual([]);
  expect(
    readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".map")),
  ).toEqual([]);
});
