import { format } from "node:util";
import { afterEach, beforeEach } from "vitest";

// console.error is where libraries put what they dare not throw; a test that passes over one hides a bug.
// A test that expects one says so by replacing console.error itself (vi.spyOn).
const original = console.error;
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  console.error = (...parts: unknown[]) => {
    printed.push(format(...parts));
    original(...parts);
  };
});

afterEach(() => {
  console.error = original;
  if (printed.length > 0) throw new Error(`console.error during the test:\n${printed.join("\n")}`);
});
