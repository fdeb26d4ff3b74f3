import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Refusal, say, step } from "./say.mjs";

const SHELL = "chromium-headless-shell";
const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApps = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * The system's browser: one from the package manager needs no download from anywhere else. The shell is preferred,
 * the same engine without a browser's own interface: it starts in less than half the time.
 */
export function findChromium() {
  return process.env.CHROMIUM_PATH || find([SHELL]) || findBrowser();
}

/** The whole browser, for what only it has: pages kept for Back. */
export function findBrowser() {
  return find(browsers) ?? macApps.find(isExecutable) ?? null;
}

/** Installs what is missing where that is plainly possible (root on Debian or Ubuntu), else says how. */
export async function ensureChromium(processes) {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const missing = [findBrowser() ? [] : ["chromium"], find([SHELL]) ? [] : [SHELL]].flat();
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"))
    await step(`Installing ${missing.join(" and ")} (apt-get)`, () => install(processes, missing));
  const installed = findChromium();
  if (installed) return installed;
  throw new Refusal(
    "Tests in a browser need Chromium: install it (apt-get install chromium) or set CHROMIUM_PATH.",
  );
}

async function install(processes, packages) {
  const aptGet = (...args) =>
    processes.run(`apt-get ${args.join(" ")}`, "apt-get", args, {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  await aptGet("update");
  for (const name of packages)
    await aptGet("install", "-y", "--no-install-recommends", name).catch((error) => {
      // Older systems have no package for the shell, and the browser does as well.
      if (!findChromium()) throw error;
      say(`    ${name} could not be installed; the tests go on without it.`);
    });
}

function find(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (["ENOENT", "EACCES", "ENOTDIR"].includes(error.code)) return false;
    throw error;
  }
}
