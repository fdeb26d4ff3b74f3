import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { testLimits } from "../../scripts/lib/test-limits.mjs";
import { testDatabase } from "./database";
import { setting } from "./setting";

// Runs before the test file is loaded, because the shop reads its environment once, when first imported.
const database = await testDatabase();
const dataDir = mkdtempSync(join(tmpdir(), "shop-data-"));

Object.assign(process.env, {
  DATABASE_URL: database.shopUrl,
  TEST_OWNER_URL: database.url,
  SHOP_URL: "http://localhost:3000",
  NEXTAUTH_URL: "http://localhost:3000",
  DOJO_API_KEY: setting("TEST_DOJO_API_KEY"),
  DOJO_API_URL: setting("EMULATOR_URL"),
  DOJO_CHECKOUT_ORIGIN: new URL(setting("EMULATOR_URL")).origin,
  DOJO_WEBHOOK_SECRETS: setting("TEST_WEBHOOK_SECRETS"),
  NEXTAUTH_SECRET: "integration-nextauth-secret-0123456789abcdef",
  APP_SECRET: "aW50ZWdyYXRpb24tYXBwLXNlY3JldC0wMTIzNDU2Nzg5YWI",
  SHOP_NAME: "Test shop",
  ...testLimits,
  DATA_DIR: dataDir,
});

afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
  await database.drop();
});
