import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../../scripts/lib/stack.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "programs-"));
  writeFileSync(
    join(folder, "program.ts"),
    'import { greet } from "./greet";\ngreet(process.argv.slice(2));\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const greeting = (code: string) =>
  writeFileSync(
    join(folder, "greet.ts"),
    `\n\nexport function greet(words: string[]): void {\n  ${code}\n}\n`,
  );

function run(...words: string[]) {
  const args = [join(root, "scripts/run.mjs"), join(folder, "program.ts"), ...words];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { stdout, stderr, status };
}

test("a program gets its words, and runs anew when one of its sources has changed", () => {
  greeting("console.log('Hello', words.join());");
  expect(run("a", "b")).toMatchObject({ status: 0, stdout: "Hello a,b\n" });
  expect(run("c")).toMatchObject({ status: 0, stdout: "Hello c\n" });
  greeting("console.log('Good evening', words.join());");
  expect(run("d")).toMatchObject({ status: 0, stdout: "Good evening d\n" });
});

test("an error names the line of the source", () => {
  greeting("throw new Error(words[0]);");
  const { status, stderr } = run("broken");
  expect(status).toBe(1);
  expect(stderr).toMatch(/Error: broken\n +at greet \(.*greet\.ts:4:\d+\)/);
});

test("a source that is gone, or does not compile, is named", () => {
  greeting("");
  run();
  rmSync(join(folder, "greet.ts"));
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('Could not resolve "./greet"') });
  greeting("const = 1;");
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining("greet.ts:4:8") });
});
