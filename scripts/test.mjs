import { join } from "node:path";
import { ensureGenerated } from "./lib/generate.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { root } from "./lib/root.mjs";
import { explain, say } from "./lib/say.mjs";
import { onStopRequest } from "./lib/stop-signals.mjs";
import { parts } from "./lib/test-parts.mjs";
import { openTestRun } from "./lib/test-run.mjs";

const [chosen, filters] = readArguments(process.argv.slice(2));
const run = await openTestRun("npm-test");
onStopRequest(async (reason) => {
  say(`\nStopping (${reason}) …`);
  await run.close();
  process.exit(130);
});

try {
  await ensureInstalled(run.processes, { forTests: true });
  await ensureGenerated(run.processes);
  const results = [];
  for (const name of chosen) results.push(await runPart(name));
  if (!run.processes.isStopping()) await conclude(results);
} catch (error) {
  if (!run.processes.isStopping()) {
    console.error(explain(error));
    await run.close();
    process.exit(1);
  }
}

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
async function runPart(name) {
  const sinceMs = performance.now();
  say(`\n── ${name}`);
  const execute = async (args, { env } = {}) => {
    const entry = run.processes.start(name, process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: "1" },
      inherit: true,
      oneOff: true,
    });
    const { code, signal } = await entry.exited;
    return code ?? signal;
  };
  const reportFolder = join(run.dataDir, "reports");
  const result = await parts[name]({ execute, filters, reportFolder, processes: run.processes }).catch(
    (error) => {
      console.error(explain(error));
      return { passed: 0, failed: 1, skipped: [], note: "did not run" };
    },
  );
  return { name, ...result, seconds: (performance.now() - sinceMs) / 1000 };
}

/** The last line is the verdict, alone, for people and for machines. */
async function conclude(results) {
  const total = (kind) => results.reduce((sum, result) => sum + result[kind], 0);
  for (const { name, skipped } of results) for (const test of skipped) say(`skipped  ${name}: ${test}`);
  say(
    `\n${"part".padEnd(13)}${"passed".padStart(7)}${"failed".padStart(8)}${"skipped".padStart(9)}${"time".padStart(9)}`,
  );
  for (const { name, passed, failed, skipped, seconds, note } of results) {
    const counts = `${`${passed}`.padStart(7)}${`${failed}`.padStart(8)}${`${skipped.length}`.padStart(9)}`;
    say(`${name.padEnd(13)}${counts}${`${seconds.toFixed(1)} s`.padStart(9)}${note ? `  ${note}` : ""}`);
  }
  await run.close();
  const [passed, failed] = [total("passed"), total("failed")];
  if (passed + failed === 0) say("\nNo test ran.");
  say(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
