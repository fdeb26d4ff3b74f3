const startedAtMs = performance.now();

/** One line for the person at the screen; errors of the commands themselves go to stderr elsewhere. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/** Seconds since `sinceMs` (default: the start of the program), as people read them. */
export function elapsed(sinceMs = startedAtMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}

/**
 * Runs a step and says so: silent waiting looks like a hang. Quick steps print one line when done; slow ones
 * say that they are still at work.
 */
export async function step(name, work, { everyMs = 10_000 } = {}) {
  const sinceMs = performance.now();
  say(`  … ${name}`);
  const timer = setInterval(() => say(`  … ${name}: still at work (${elapsed(sinceMs)})`), everyMs);
  timer.unref();
  try {
    const result = await work();
    say(`  ✓ ${name} (${elapsed(sinceMs)})`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/** A failure whose message is meant for the person at the screen; it is shown without a stack trace. */
export class Refusal extends Error {
  constructor(message, { exitCode = 1, cause } = {}) {
    super(message, { cause });
    this.name = "Refusal";
    this.exitCode = exitCode;
  }
}

/** What to print for a failure: plain words when it was foreseen, the whole stack when it was not. */
export function explain(error) {
  if (error instanceof Refusal) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
