import "server-only";
import pino from "pino";

// No word boundary in front: in a finished line a secret may follow the n of `\n` or the D of `%3D`.
const SECRET = /(sk|cs)_(sandbox|prod)_[\w-]+|csc(=|%(25)*3D)[^\s"'\\&]+/gi;

/** Log lines carry ids, never credentials: whatever looks like a key, a secret or a link's secret is cut. */
export function redact(text: string): string {
  return text.replace(SECRET, "[redacted]");
}

/** One JSON line per event on standard output; `redact` works on the finished line, so nothing slips past a field list. */
export const log = pino(
  { base: undefined, timestamp: pino.stdTimeFunctions.isoTime, level: "info" },
  { write: (line: string) => void process.stdout.write(redact(line)) },
);
