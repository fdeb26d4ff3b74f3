import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Everything at and under a folder that others than its owner may read, write or enter, with its mode. */
export function openToOthers(folder: string, isAllowed: (path: string) => boolean = () => false): string[] {
  return [folder, ...readdirSync(folder, { recursive: true }).map((name) => join(folder, `${name}`))].flatMap(
    (path) => {
      const found = lstatSync(path);
      const mode = found.mode & 0o777;
      return found.isSymbolicLink() || isAllowed(path) || (mode & 0o077) === 0
        ? []
        : [`${mode.toString(8)} ${path}`];
    },
  );
}
