import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/lib/chromium.mjs";
import { browserFlags } from "./tests/setup/browser-flags";

const alone = /\.trouble\.spec\.ts$/;
const last = /\.last\.spec\.ts$/;
// These choose their screens themselves, or look at none.
const anyScreen =
  /\/(accessibility|account|accounts|back-from-dojo|basket|cards|hosted-page|keyboard|password-reset|pay-button|shelf|unpaid)\.spec\.ts$/;

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results",
  globalSetup: "./tests/setup/e2e.global.ts",
  fullyParallel: false,
  workers: 3,
  retries: 0,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: process.env.SHOP_URL,
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: findChromium() ?? undefined, args: browserFlags },
  },
  projects: [
    { name: "desktop", testIgnore: [alone, last], use: { viewport: { width: 1280, height: 900 } } },
    {
      name: "phone",
      testIgnore: [alone, last, anyScreen],
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
    // Faults at the one emulator would hit the others too, so these wait for them, and for each other.
    { name: "trouble", testMatch: alone, dependencies: ["desktop", "phone"], workers: 1 },
    // Looks at what all of them left behind.
    { name: "last", testMatch: last, dependencies: ["trouble"] },
  ],
});
