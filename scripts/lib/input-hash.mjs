import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";

/** One hash over the names and contents of files and folders: the same inputs never have to be worked on twice. */
export function hashInputs(paths, { except = [] } = {}) {
  const hash = createHash("sha256");
  const visit = (path) => {
    const full = join(root, path);
    if (except.includes(path) || !existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
      return;
    }
    hash.update(`${path}\0`).update(readFileSync(full)).update("\0");
  };
  for (const path of paths) visit(path);
  return hash.digest("hex").slice(0, 12);
}
