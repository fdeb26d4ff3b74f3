import { vi } from "vitest";

/** What a command prints on either stream, and its exit code. */
export const printed = (run: (args: string[]) => Promise<number>, ...args: string[]) => {
  const lines: string[] = [];
  const spies = (["log", "error"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line = "") => void lines.push(String(line))),
  );
  return run(args)
    .then((code) => ({ code, text: lines.join("\n") }))
    .finally(() => spies.forEach((spy) => void spy.mockRestore()));
};
