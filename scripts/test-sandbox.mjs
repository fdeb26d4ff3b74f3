import { join } from "node:path";
import { openLedger, removeLeft } from "./lib/dojo-ledger.mjs";
import { readEnvironment } from "./lib/environment.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { root } from "./lib/root.mjs";
import { askWhetherKeyOpens, hideSecrets, readSandbox } from "./lib/sandbox.mjs";
import { reportAnswers } from "./lib/sandbox-report.mjs";
import { explain, say } from "./lib/say.mjs";
import { onStopRequest } from "./lib/stop-signals.mjs";
import { readVitestReport } from "./lib/test-reports.mjs";
import { openTestRun } from "./lib/test-run.mjs";

/** `npm run test:sandbox [-- --no-write] [words]`: words choose files, as Vitest takes them. */
const args = process.argv.slice(2);
const words = args.filter((arg) => arg !== "--no-write");
const mayWrite = words.length === args.length;

const sandbox = readOrExit();
const run = await openTestRun("sandbox");
const ledgerFile = join(run.dataDir, "ledger.jsonl");
const answersFile = join(run.dataDir, "answers.jsonl");
const ledger = openLedger(ledgerFile);

onStopRequest(async (reason) => {
  say(`\nStopping (${reason}) and removing what was made …`);
  await end();
  process.exit(130);
});

try {
  await askWhetherKeyOpens(sandbox);
  introduce();
  await ensureInstalled(run.processes, { forTests: true });
  const result = await runTests();
  if (!run.processes.isStopping()) await conclude(result);
} catch (error) {
  if (!run.processes.isStopping()) {
    console.error(hideSecrets(explain(error), sandbox));
    await end();
    process.exit(error.exitCode ?? 1);
  }
}

function introduce() {
  say(`Asking ${sandbox.apiUrl} with your sandbox key; no money moves.`);
  say("The contract tests of lib/dojo run against it, then the questions of docs/dojo-findings.md.");
  say('They make customers named "Contract Test" and "Sandbox Probe" and payment intents that nobody pays');
  say(
    "(references T-… and P-…), at most five calls a second, and remove each: customers are deleted, intents",
  );
  say("cancelled or expired. A minute or two.\n");
}

async function runTests() {
  const report = join(run.dataDir, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--project=sandbox", ...reporters, ...words];
  const entry = run.processes.start("vitest", process.execPath, vitest, {
    cwd: root,
    oneOff: true,
    onLine: (line) => say(hideSecrets(line, sandbox)),
    env: {
      ...process.env,
      ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
      TEST_DOJO_URL: sandbox.apiUrl,
      TEST_DOJO_API_KEY: sandbox.apiKey,
      TEST_CHECKOUT_ORIGIN: sandbox.checkoutOrigin,
      SANDBOX_LEDGER: ledgerFile,
      SANDBOX_ANSWERS: answersFile,
      SANDBOX_PACE_MS: String(sandbox.paceMs),
    },
  });
  const { code, signal } = await entry.exited;
  const result = readVitestReport(report);
  if (result === null) say(`\nThe tests ended with ${signal ?? code} and left no report.`);
  if (result === null || (code !== 0 && result.failed === 0)) return { passed: 0, ...result, failed: 1 };
  return result;
}

/** The last line is the verdict, alone, for people and for machines. What could not be removed is a failure too. */
async function conclude({ passed, failed }) {
  reportAnswers({ answersFile, apiUrl: sandbox.apiUrl, mayWrite });
  const problems = failed + (await end());
  if (passed + problems === 0) say("\nNo test ran.");
  say(`\n${passed} passed, ${problems} failed`);
  process.exitCode = problems > 0 || passed === 0 ? 1 : 0;
}

/** Stops the tests, removes what they left, and gives account of it: the number of things that are still there. */
async function end() {
  await run.processes.stopAll();
  const resisting = await removeLeft(ledger, sandbox);
  const made = ledger.made();
  const customers = made.filter(({ kind }) => kind === "customer").length;
  if (made.length > 0)
    say(
      `\nMade ${count(customers, "customer")} and ${count(made.length - customers, "payment intent")}; ` +
        `${resisting.length === 0 ? "all are removed" : `${resisting.length} could not be removed`}.`,
    );
  for (const { kind, id, status } of resisting) say(`  NOT REMOVED: ${kind} ${id} (${status})`);
  for (const { kind, name, why } of ledger.doubtful()) say(`  PERHAPS MADE: ${kind} "${name}" (${why})`);
  await run.close();
  return resisting.length;
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function readOrExit() {
  try {
    return readSandbox(readEnvironment());
  } catch (error) {
    console.error(explain(error));
    return process.exit(error.exitCode ?? 1);
  }
}
