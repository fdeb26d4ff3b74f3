import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./say.mjs";

/**
 * Waits until `url` answers 2xx: a process that has started is not yet one that can be used. Ends early, with
 * the last words of the process, when it dies meanwhile.
 */
export async function waitUntilAnswers(entry, url, { timeoutMs = 60_000 } = {}) {
  const untilMs = performance.now() + timeoutMs;
  let last = "no answer";
  while (performance.now() < untilMs) {
    const died = await Promise.race([entry.exited, sleep(100, null)]);
    if (died) throw new Refusal(`${describeExit(entry, died)}`);
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" });
      last = `${response.status} ${(await response.text()).slice(0, 500)}`;
      if (response.ok) return;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
  }
  throw new Refusal(
    `${entry.name} did not get ready at ${url} within ${timeoutMs / 1000} s (${last}).\n${entry.lastLines()}`,
  );
}

/** How a process ended, and its last words. */
export function describeExit(entry, { code, signal }) {
  return `${entry.name} ended (${signal ?? `exit ${code}`}). Its last words:\n${entry.lastLines() || "(none)"}`;
}
