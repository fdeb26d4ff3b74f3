const WIDTH = 40;

export function heading(name) {
  console.log(`\n${name.padEnd(WIDTH)}${"median".padStart(12)}${"p95".padStart(12)}`);
}

/** Median and 95th percentile of times in ms. */
function figuresOf(times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)];
  return { median: at(0.5), p95: at(0.95) };
}

/** Prints one line and returns whether the median keeps its limit (ms). */
export function report(name, times, limitMs) {
  const { median, p95 } = figuresOf(times);
  const kept = median <= limitMs;
  const figures = [median, p95].map((ms) => `${ms.toFixed(2).padStart(9)} ms`).join("");
  console.log(`${name.padEnd(WIDTH)}${figures}  ${kept ? "" : `over ${limitMs} ms`}`.trimEnd());
  return kept;
}
