import { defineConfig } from "vitest/config";

// Under this condition "server-only" is empty and React is its server half, as in the running shop.
const serverHalf = "react-server";
const conditions = [serverHalf, "module", "node", "development|production"];

type Options = {
  globalSetup?: string[];
  setupFiles?: string[];
  testTimeout?: number;
  oneFileAtATime?: boolean;
  alsoInclude?: string[];
  /** One process for many files: libraries are loaded once for all. */
  sharesProcesses?: boolean;
};

const ALONE = "alone.test.ts";

/** One project per kind of test: what it may use is what its setup starts. */
function project(name: string, options: Options = {}) {
  const { globalSetup = [], setupFiles = [], testTimeout = 10_000, alsoInclude = [] } = options;
  const ownSetup = options.sharesProcesses ? ["leave-nothing.ts", ...setupFiles] : setupFiles;
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${name}/**/*.test.ts`, `tests/${name}/**/*.test.tsx`, ...alsoInclude],
      globalSetup: globalSetup.map((file) => `./tests/setup/${file}`),
      setupFiles: ["console-guard.ts", ...ownSetup].map((file) => `./tests/setup/${file}`),
      isolate: !options.sharesProcesses,
      testTimeout,
      hookTimeout: Math.max(testTimeout, 30_000),
      // One emulator, with one journal, serves all files of a run.
      fileParallelism: !(options.oneFileAtATime ?? globalSetup.length > 0),
    },
  };
}

/** Files beside each other, but for those that must be alone on the machine: these wait for the others, and for each other. */
function withAlone(name: string, options: Options) {
  const together = project(name, { ...options, oneFileAtATime: false });
  const alone = project(name, { ...options, oneFileAtATime: true });
  return [
    { ...together, test: { ...together.test, exclude: [`**/*.${ALONE}`] } },
    {
      ...alone,
      test: {
        ...alone.test,
        name: `${name}-alone`,
        include: [`tests/${name}/**/*.${ALONE}`],
        sequence: { groupOrder: 1 },
      },
    },
  ];
}

/** The contract's part that talks to a Dojo and needs no shopper, and the questions of docs/dojo-findings.md. */
const sandbox = project("sandbox", {
  setupFiles: ["sandbox.ts"],
  testTimeout: 180_000,
  oneFileAtATime: true,
  alsoInclude: ["refusals", "saved-card-payment"].map((name) => `tests/contract/${name}.test.ts`),
});

export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname }, conditions },
  ssr: { resolve: { conditions, externalConditions: [serverHalf, "node"] } },
  test: {
    pool: "forks",
    execArgv: [`--conditions=${serverHalf}`],
    // Most of them wait most of the time: three keep two cores busy.
    maxWorkers: 3,
    projects: [
      project("unit", { sharesProcesses: true }),
      project("simulation", { testTimeout: 120_000 }),
      project("emulator", { sharesProcesses: true }),
      project("contract", { globalSetup: ["emulator.global.ts"] }),
      project("integration", {
        globalSetup: ["database.global.ts", "dojos.global.ts"],
        setupFiles: ["own-dojo.ts", "env.ts"],
        testTimeout: 20_000,
        oneFileAtATime: false,
      }),
      project("processes", { testTimeout: 60_000, oneFileAtATime: true }),
      // Against the built shop over HTTP, and in a browser where only that can tell.
      // What sets faults, counts tries or compares the whole database is alone.
      ...withAlone("security", { globalSetup: ["security.global.ts"], testTimeout: 60_000 }),
      project("start", { testTimeout: 240_000 }),
      // Against Dojo itself: there is no such project but in a run of scripts/test-sandbox.mjs.
      ...(process.env.SANDBOX_LEDGER ? [sandbox] : []),
    ],
  },
});
