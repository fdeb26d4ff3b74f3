import "server-only";
import pino from "pino";

const SECRET = /\b(sk|cs)_(sandbox|prod)_[\w-]+|\bcsc=[\w-]+/g;

/** Log lines carry ids, never credentials: whatever looks like a key, a secret or a link's secret is cut. */
export function redact(text: string): string {
  return text.replace(SECRET, "[redacted]");
}

/** One JSON line per event on standard output; `redact` works on the finished line, so nothing slips past a field list. */
export const log = pino(
  { base: undefined, timestamp: pino.stdTimeFunctions.isoTime, level: "info" },
  { write: (line: string) => void process.stdout.write(redact(line)) },
);
