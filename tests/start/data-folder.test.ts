import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataFolder } from "../../scripts/lib/stack.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "data-folder-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string) => (statSync(join(folder, path)).mode & 0o777).toString(8);
const ownersAlone = process.getuid?.() === 0 ? "711" : "700";

test("a new data folder is its owner's alone; PostgreSQL's user passes through a root's", () => {
  openDataFolder(join(folder, "data"));
  expect(modeOf("data")).toBe(ownersAlone);
});

test("a folder of other things keeps its mode, and what is ours in it is closed all the same", () => {
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, "theirs"), "", { mode: 0o644 });
  openDataFolder(folder);
  expect(modeOf(".")).toBe("755");
  mkdirSync(join(folder, "logs"), { mode: 0o755 });
  writeFileSync(join(folder, "logs/shop.log"), "", { mode: 0o644 });
  openDataFolder(folder);
  expect([".", "theirs", "logs", "logs/shop.log"].map(modeOf)).toEqual([ownersAlone, "644", "700", "600"]);
});

test("a folder that anybody may write to is refused", () => {
  chmodSync(folder, 0o1777);
  expect(() => openDataFolder(folder)).toThrow(`Anybody may write to ${folder}`);
  expect(modeOf(".")).toBe("777");
});
