import { join } from "node:path";
import { inTestRun } from "./lib/in-test-run.mjs";
import { explain, say } from "./lib/say.mjs";
import { parts } from "./lib/test-parts.mjs";

const [chosen, filters] = readArguments(process.argv.slice(2));

await inTestRun("npm-test", async (run) => {
  const results = [];
  for (const name of chosen) results.push(await runPart(run, name));
  const total = (kind) => results.reduce((sum, result) => sum + result[kind], 0);
  const [passed, failed] = [total("passed"), total("failed")];
  const none = passed + failed === 0 ? "No test ran." : "";
  const paragraphs = [skippedOf(results), tableOf(results), none, `${passed} passed, ${failed} failed`];
  return { isGood: failed === 0 && passed > 0, report: paragraphs.filter(Boolean).join("\n\n") };
});

/** `npm test`, `npm test unit e2e`, or parts and then words for Vitest or Playwright: `npm test unit money`. */
function readArguments(words) {
  const known = Object.keys(parts);
  const first = words.findIndex((word) => !known.includes(word));
  const names = first === -1 ? words : words.slice(0, first);
  if (names.length === 0 && words.length > 0) {
    console.error(`There is no part "${words[0]}". The parts: ${known.join(", ")}.`);
    process.exit(1);
  }
  return [
    names.length === 0 ? known : known.filter((name) => names.includes(name)),
    words.slice(names.length),
  ];
}

/** A part that throws has failed; the others still run, since one slip should not hide the next. */
async function runPart({ dataDir, processes, execute }, name) {
  const sinceMs = performance.now();
  say(`\n── ${name}`);
  const part = {
    execute: (args, { env } = {}) => execute(name, args, env),
    filters,
    reportFolder: join(dataDir, "reports"),
    processes,
  };
  const result = await parts[name](part).catch((error) => {
    console.error(explain(error));
    return { passed: 0, failed: 1, skipped: [], note: "did not run" };
  });
  return { name, ...result, seconds: (performance.now() - sinceMs) / 1000 };
}

function skippedOf(results) {
  const lines = results.flatMap(({ name, skipped }) => skipped.map((test) => `skipped  ${name}: ${test}`));
  return lines.join("\n");
}

function tableOf(results) {
  const row = (name, ...cells) => {
    const [passed, failed, skipped, time] = cells.map(String);
    return `${name.padEnd(13)}${passed.padStart(7)}${failed.padStart(8)}${skipped.padStart(9)}${time.padStart(9)}`;
  };
  return [
    row("part", "passed", "failed", "skipped", "time"),
    ...results.map(({ name, passed, failed, skipped, seconds, note }) => {
      const counts = row(name, passed, failed, skipped.length, `${seconds.toFixed(1)} s`);
      return note ? `${counts}  ${note}` : counts;
    }),
  ].join("\n");
}
