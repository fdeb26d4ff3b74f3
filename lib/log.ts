import "server-only";
import { format } from "node:util";
import pino from "pino";
import { currentRequest } from "@/lib/border/request-context";
import { redact } from "@/lib/redact";

/**
 * One JSON line per event on standard output, joined to its request. `redact` works on the finished line, so nothing
 * slips past a field list.
 */
export const log = pino(
  {
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    level: "info",
    mixin: () => ({ ...currentRequest() }),
  },
  { write: (line: string) => void process.stdout.write(redact(line)) },
);

/** What Next and libraries print goes the same way: else a line break in somebody's text would look like a line of ours. */
export function logConsole(): void {
  const levels = { log: "info", info: "info", debug: "info", warn: "warn", error: "error" } as const;
  for (const [name, level] of Object.entries(levels))
    console[name as keyof typeof levels] = (...words: unknown[]) => log[level](format(...words));
}
