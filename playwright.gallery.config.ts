import { defineConfig } from "@playwright/test";
import e2e from "./playwright.config";

const alone = /\.trouble\.spec\.ts$/;

/** `npm run gallery`: every page in every state, drawn into gallery/. */
export default defineConfig({
  ...e2e,
  testDir: "tests/gallery",
  globalTeardown: "./tests/gallery/write-index.ts",
  use: { ...e2e.use, screenshot: "off" },
  projects: [
    { name: "calm", testIgnore: alone },
    { name: "trouble", testMatch: alone, dependencies: ["calm"] },
  ],
});
