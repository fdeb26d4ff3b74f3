import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** Locks and notes shared by every command of this clone (Git and the linter pass over `.next*`). */
export const workFolder = join(root, ".next-work");

export function workFile(name) {
  mkdirSync(workFolder, { recursive: true });
  return join(workFolder, name);
}
