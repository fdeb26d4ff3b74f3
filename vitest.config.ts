import { defineConfig } from "vitest/config";

// Under this condition "server-only" is empty and React is its server half, as in the running shop.
const serverHalf = "react-server";
const conditions = [serverHalf, "module", "node", "development|production"];

/** One project per kind of test: what it may use is what its setup starts. */
function project(
  name: string,
  options: { globalSetup?: string[]; setupFiles?: string[]; testTimeout?: number } = {},
) {
  const { globalSetup = [], setupFiles = [], testTimeout = 10_000 } = options;
  const usesSharedServers = globalSetup.length > 0;
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`, `tests/${name}/**/*.test.tsx`],
      globalSetup: globalSetup.map((file) => `./tests/setup/${file}`),
      setupFiles: ["console-guard.ts", ...setupFiles].map((file) => `./tests/setup/${file}`),
      testTimeout,
      hookTimeout: Math.max(testTimeout, 30_000),
      // One emulator, with one journal, serves all files of a run.
      fileParallelism: !usesSharedServers && name !== "start",
    },
  };
}

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname }, conditions },
  ssr: { resolve: { conditions, externalConditions: [serverHalf, "node"] } },
  test: {
    pool: "forks",
    execArgv: [`--conditions=${serverHalf}`],
    maxWorkers: 2,
    projects: [
      project("unit"),
      project("emulator"),
      project("contract", { globalSetup: ["emulator.global.ts"] }),
      project("integration", {
        globalSetup: ["database.global.ts", "emulator.global.ts", "webhook.global.ts"],
        setupFiles: ["env.ts"],
        testTimeout: 20_000,
      }),
      project("start", { testTimeout: 240_000 }),
    ],
  },
});
