import { log } from "@/lib/log";
import { explainFailure } from "./dojo/explain-failure";
import { takeEnvironment } from "./lib/take-environment";

const usage = `npm run dojo -- <command>

  doctor                            everything the shop needs, looked at from outside
  orders show <number>              an order, its timeline, and what Dojo says of its payments
  orders settle <number>            settles it now by what Dojo says
  refund <number> [amount]          gives money back, all that is left or an amount such as 12.50
         [--reason <text>] [--key <key>]   the same key twice is one refund
  alerts                            what waits for a person: since when, what it means, when it is over
  alerts clear <kind> <subject>     puts one aside that nothing else ends
  customers audit [--mend]          spare and orphaned customers at Dojo; --mend deletes the empty ones

Exit codes: 0 all is well, 1 something is wrong, 2 wrong usage, 3 not found, 4 not known yet, 78 wrong settings.`;

/** Each reads its own settings, so that help needs none. The first that fits is meant. */
const commands: Record<string, () => Promise<{ run: (args: string[]) => Promise<number> }>> = {
  doctor: () => import("./dojo/doctor"),
  "orders show": () => import("./dojo/show-order"),
  "orders settle": () => import("./dojo/settle-order"),
  refund: () => import("./dojo/refund"),
  "alerts clear": () => import("./dojo/clear-alert"),
  alerts: () => import("./dojo/list-alerts"),
  "customers audit": () => import("./dojo/audit-customers"),
};

const words = process.argv.slice(2);
const name = Object.keys(commands).find((command) =>
  command.split(" ").every((word, at) => words[at] === word),
);
const load = name && commands[name];
if (!name || !load) {
  const isAsking = words.length === 0 || words.includes("--help");
  if (!isAsking) console.error(`There is no command "${words.join(" ")}".\n`);
  console.log(usage);
  process.exit(isAsking ? 0 : 2);
}
takeEnvironment();
// The command says itself what happened.
log.level = "silent";
try {
  const { run } = await load();
  process.exit(await run(words.slice(name.split(" ").length)));
} catch (error) {
  process.exit(explainFailure(error));
}
