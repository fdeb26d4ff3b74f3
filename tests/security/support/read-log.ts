import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setting } from "../../setup/setting";

/** What the shop has written so far, a line each. */
export function readLog(name = "shop"): string[] {
  return readFileSync(join(setting("TEST_DATA_DIR"), "logs", `${name}.log`), "utf8")
    .split("\n")
    .filter(Boolean);
}
