import "server-only";
import { format } from "node:util";
import pino from "pino";
import { describeRequest } from "@/lib/border/request-context";
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
    mixin: describeRequest,
  },
  { write: (line: string) => void process.stdout.write(inOneLine(redact(line))) },
);

/** JSON leaves in place what some readers take for the end of a line, and terminals for a command or a turn of the text. */
function inOneLine(line: string): string {
  return line.replaceAll(
    /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** What Next and libraries print goes the same way: else a line break in somebody's text would look like a line of ours. */
export function logConsole(): void {
  const levels = { log: "info", info: "info", debug: "info", warn: "warn", error: "error" } as const;
  for (const [name, level] of Object.entries(levels))
    console[name as keyof typeof levels] = (...words: unknown[]) => log[level](format(...words));
}
