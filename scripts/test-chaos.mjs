import { parseArgs } from "node:util";
import { sections } from "./lib/chaos-sections.mjs";
import { inTestRun } from "./lib/in-test-run.mjs";
import { programArguments } from "./lib/program.mjs";
import { elapsed, say } from "./lib/say.mjs";

/** `npm run test:chaos [-- section … --seconds N --seed N]` */
const { chosen, flags } = readArguments();

await inTestRun("chaos", async ({ execute }) => {
  const failed = [];
  for (const name of chosen) {
    const sinceMs = performance.now();
    say(`\n── ${name} (${flags.join(" ")})`);
    if ((await execute(name, programArguments(sections[name], ...flags))) !== 0) failed.push(name);
    say(`   ${elapsed(sinceMs)}`);
  }
  const isGood = failed.length === 0;
  return { isGood, report: isGood ? `${chosen.length} passed` : `failed: ${failed.join(", ")}` };
});

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
