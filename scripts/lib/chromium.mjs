import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Refusal, step } from "./say.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macApps = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The system's browser: one from the package manager needs no download from anywhere else. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...macApps];
  return candidates.find(isExecutable) ?? null;
}

/** Installs Chromium where that is plainly possible (root on Debian or Ubuntu), else says how. */
export async function ensureChromium(processes) {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get"))
    await step("Installing Chromium (apt-get)", async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
      await processes.run("apt-get update", "apt-get", ["update"], { env });
      await processes.run(
        "apt-get install",
        "apt-get",
        ["install", "-y", "--no-install-recommends", "chromium"],
        { env },
      );
    });
  const installed = findChromium();
  if (installed) return installed;
  throw new Refusal(
    "The end-to-end tests need Chromium: install it (apt-get install chromium) or set CHROMIUM_PATH.",
  );
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
