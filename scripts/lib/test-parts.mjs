import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nextProgram } from "./build.mjs";
import { ensureChromium } from "./chromium.mjs";
import { root } from "./root.mjs";
import { securityFile, withTable } from "./security-table.mjs";
import { readPlaywrightReport, readVitestReport } from "./test-reports.mjs";
import { workFile } from "./work-folder.mjs";

// Biome colours every letter, also in a file.
const plain = process.stdout.isTTY ? [] : ["--colors=off"];

/** The parts of `npm test`, cheapest first: a slip shows in seconds. Each returns { passed, failed, skipped }. */
export const parts = {
  lint: ({ execute }) => check(execute, ["node_modules/@biomejs/biome/bin/biome", "ci", ".", ...plain]),
  types: checkTypes,
  unit: vitest("unit"),
  simulation,
  emulator: vitest("emulator"),
  contract: vitest("contract"),
  integration: vitest("integration"),
  processes: vitest("processes"),
  security,
  start: vitest("start"),
  e2e: playwright,
};

async function check(execute, args, env) {
  const ok = (await execute(args, { env })) === 0;
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] };
}

/** Next's route types are made in a folder of their own, so that those of old builds cannot interfere. */
async function checkTypes({ execute }) {
  const distDir = ".next-types";
  const config = workFile("tsconfig.types.json");
  writeFileSync(workFile("tsconfig.typegen.json"), JSON.stringify({ extends: "../tsconfig.json" }));
  writeFileSync(config, `${JSON.stringify(typesConfig(distDir), null, 2)}\n`);
  const env = { NEXT_DIST_DIR: distDir, NEXT_TSCONFIG: ".next-work/tsconfig.typegen.json" };
  const generated = await execute([nextProgram, "typegen"], { env });
  if (generated !== 0) return { passed: 0, failed: 1, skipped: [] };
  return check(execute, ["node_modules/typescript/bin/tsc", "--noEmit", "-p", config]);
}

function typesConfig(distDir) {
  return {
    extends: "../tsconfig.json",
    compilerOptions: { incremental: false, types: ["node", "next", "next/image-types/global"] },
    include: ["../**/*.ts", "../**/*.tsx", `../${distDir}/types/**/*.ts`],
    exclude: ["../node_modules", "../next-env.d.ts", "../.data", "../.test-data"],
  };
}

function vitest(name, projects = name) {
  return async ({ execute, filters, reportFolder }) => {
    const missing = withoutTests(name);
    if (missing) return missing;
    const report = join(reportFolder, `${name}.json`);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const args = ["node_modules/vitest/vitest.mjs", "run", "--project", projects, ...reporters, ...filters];
    return counted(await execute(args), readVitestReport(report));
  };
}

/** `--seeds N`, `--from SEED` and `--seed S` reach the tests as settings; other words are Vitest's. */
async function simulation({ execute, filters, reportFolder }) {
  const settings = {
    "--seeds": "SIMULATION_SEEDS",
    "--from": "SIMULATION_FROM",
    "--seed": "SIMULATION_SEED",
  };
  const env = {};
  const words = [];
  for (let at = 0; at < filters.length; at += 1) {
    const name = settings[filters[at]];
    if (!name) words.push(filters[at]);
    else if (!/^\d+$/.test(filters[at + 1] ?? "")) throw new Error(`${filters[at]} wants a number`);
    else env[name] = filters[++at];
  }
  // The tests of the tests are part of `npm test`; who asks for seeds wants seeds.
  if (Object.keys(env).length > 0 && words.length === 0) words.push("auto-refund");
  return vitest("simulation")({
    execute: (args) => execute(args, { env }),
    filters: words,
    reportFolder,
  });
}

/** The table in docs/security.md says what these tests say; `--write` makes it so. */
async function security({ execute, filters, reportFolder, processes }) {
  const words = filters.filter((word) => word !== "--write");
  const env = { CHROMIUM_PATH: await ensureChromium(processes) };
  const withBrowser = (args) => execute(args, { env });
  const result = await vitest(
    "security",
    "security*",
  )({ execute: withBrowser, filters: words, reportFolder });
  if (words.length > 0 || result.failed > 0) return result;
  const report = JSON.parse(readFileSync(join(reportFolder, "security.json"), "utf8"));
  const text = readFileSync(securityFile, "utf8");
  const current = withTable(text, report);
  if (words.length < filters.length) writeFileSync(securityFile, current);
  else if (current !== text)
    return { ...result, failed: 1, note: "docs/security.md is old: npm run test:security -- --write" };
  return { ...result, passed: result.passed + 1 };
}

async function playwright({ execute, filters, reportFolder, processes }) {
  const missing = withoutTests("e2e");
  if (missing) return missing;
  const report = join(reportFolder, "e2e.json");
  const env = { CHROMIUM_PATH: await ensureChromium(processes), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const args = ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json", ...filters];
  return counted(await execute(args, { env }), readPlaywrightReport(report));
}

/** No folder: not written yet. A folder without tests: somebody believes that something is tested. */
function withoutTests(name) {
  const folder = join(root, "tests", name);
  if (!existsSync(folder)) return { passed: 0, failed: 0, skipped: [], note: "no tests yet" };
  const found = readdirSync(folder, { recursive: true }).some((file) =>
    `${file}`.match(/\.(test|spec)\.tsx?$/),
  );
  return found ? null : { passed: 0, failed: 1, skipped: [], note: `tests/${name} holds no tests` };
}

/** A part that ends badly without a failed test (a crash, an error outside any test) has still failed. */
function counted(exitCode, report) {
  if (report === null)
    return { passed: 0, failed: 1, skipped: [], note: `ended with ${exitCode} and left no report` };
  if (exitCode === 0 || report.failed > 0) return report;
  return { ...report, failed: 1, note: `ended with ${exitCode}` };
}
