import { benchEmulator } from "./bench/emulator.mjs";

const benches = { emulator: benchEmulator };
const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in benches));
if (unknown) {
  console.error(`There is no bench "${unknown}". The benches: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}

let tooSlow = 0;
for (const name of names.length > 0 ? names : Object.keys(benches)) tooSlow += await benches[name]();
process.exitCode = tooSlow > 0 ? 1 : 0;
