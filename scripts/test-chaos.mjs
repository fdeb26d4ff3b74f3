import { parseArgs } from "node:util";
import { sections } from "./lib/chaos-sections.mjs";
import { tsx } from "./lib/emulator.mjs";
import { ensureGenerated } from "./lib/generate.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { root } from "./lib/root.mjs";
import { elapsed, explain, say } from "./lib/say.mjs";
import { onStopRequest } from "./lib/stop-signals.mjs";
import { openTestRun } from "./lib/test-run.mjs";

/** `npm run test:chaos [-- section … --seconds N --seed N]` */
const { chosen, flags } = readArguments();
const run = await openTestRun("chaos");
onStopRequest(async (reason) => {
  say(`\nStopping (${reason}) …`);
  await run.close();
  process.exit(130);
});

try {
  await ensureInstalled(run.processes, { forTests: true });
  await ensureGenerated(run.processes);
  const failed = [];
  for (const name of chosen) if (!(await passes(name))) failed.push(name);
  if (!run.processes.isStopping()) await conclude(failed);
} catch (error) {
  if (!run.processes.isStopping()) {
    console.error(explain(error));
    await run.close();
    process.exit(1);
  }
}

function readArguments() {
  const options = { seconds: { type: "string", default: "60" }, seed: { type: "string" } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const seed = values.seed ?? String(Math.floor(Math.random() * 1_000_000));
  const unknown = positionals.find((name) => !(name in sections));
  const wrong = [values.seconds, seed].find((number) => !/^\d+$/.test(number));
  if (unknown) console.error(`There is no section "${unknown}": ${Object.keys(sections).join(", ")}.`);
  if (wrong) console.error(`--seconds and --seed take whole numbers, not "${wrong}".`);
  if (unknown || wrong) process.exit(2);
  const names = positionals.length > 0 ? positionals : Object.keys(sections);
  return { chosen: names, flags: ["--seconds", values.seconds, "--seed", seed] };
}

async function passes(name) {
  const sinceMs = performance.now();
  say(`\n── ${name} (${flags.join(" ")})`);
  const entry = run.processes.start(name, process.execPath, tsx(sections[name], ...flags), {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
    inherit: true,
    oneOff: true,
  });
  const { code } = await entry.exited;
  say(`   ${elapsed(sinceMs)}`);
  return code === 0;
}

/** The last line is the verdict, alone, for people and for machines. */
async function conclude(failed) {
  await run.close();
  say(failed.length === 0 ? `\n${chosen.length} passed` : `\nfailed: ${failed.join(", ")}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
