import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Processes } from "../../scripts/lib/stack.mjs";
import { parts } from "../../scripts/lib/test-parts.mjs";

const tests = join(import.meta.dirname, "..");

test("each part whose tests open a browser is given one, wherever it stands in the order of parts", async () => {
  vi.stubEnv("CHROMIUM_PATH", "/browsers/chromium");
  const withBrowser = Object.keys(parts).filter(opensBrowser);
  expect(withBrowser).toEqual(expect.arrayContaining(["security", "e2e"]));
  for (const name of withBrowser) {
    const execute = vi.fn(async () => 1);
    await parts[name]?.({
      execute,
      filters: ["nothing"],
      reportFolder: "/nowhere",
      processes: {} as Processes,
    });
    const env = expect.objectContaining({ CHROMIUM_PATH: "/browsers/chromium" });
    expect(execute, name).toHaveBeenCalledWith(expect.anything(), { env });
  }
});

function opensBrowser(part: string): boolean {
  const folder = join(tests, part);
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .some((file) => /from "(@playwright\/test|playwright)"/.test(readFileSync(join(folder, file), "utf8")));
}
