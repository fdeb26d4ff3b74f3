import { readFileSync } from "node:fs";

/** A text file by its path in this folder, which the bundle of run.mjs remembers as its own place. */
export function readAsset(path: string): string {
  return readFileSync(new URL(`./${path}`, import.meta.url), "utf8");
}
