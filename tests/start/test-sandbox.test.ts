import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { answerOfEmulator, findingsFile, readFindings } from "../../scripts/lib/findings.mjs";
import { freePort, openTestRun, root, startEmulator, type TestRun } from "../../scripts/lib/stack.mjs";
import { emulatorControl } from "../setup/emulator-control";
import { bareEnvironment } from "./run";

// `npm run test:sandbox` as a person types it, with an emulator in Dojo's place.
const apiKey = "sk_sandbox_a-key-that-nobody-may-see";
const page = readFileSync(findingsFile, "utf8");
let testRun: TestRun;
let url: string;
let emulator: ReturnType<typeof emulatorControl>;

beforeAll(async () => {
  testRun = await openTestRun("test-sandbox");
  const { dataDir, processes } = testRun;
  url = await startEmulator(processes, { port: await freePort(), dataDir, env: process.env });
  emulator = emulatorControl(url);
});
afterEach(() => emulator.reset());
afterAll(() => testRun.close());

function testSandbox(env: Record<string, string>, ...words: string[]) {
  const npm = spawn("npm", ["run", "test:sandbox", "--", ...words], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...bareEnvironment(),
      DOJO_API_KEY: apiKey,
      DOJO_API_URL: url,
      ...env,
    },
  });
  let output = "";
  for (const stream of [npm.stdout, npm.stderr])
    stream.setEncoding("utf8").on("data", (part) => (output += part));
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    npm.once("close", (code) => resolve({ code, output })),
  );
  return { npm, ended };
}

/** What is left at the emulator that Dojo's merchant would have to clean up. */
async function leftovers(): Promise<string[]> {
  const { customers, paymentIntents } = await emulator.state();
  const payable = paymentIntents.filter(({ status }) => status !== "Canceled");
  return [...customers, ...payable].map(({ id }) => id);
}

async function wasAsked(operation: string): Promise<boolean> {
  return (await emulator.journal()).some(({ operationId }) => operationId === operation);
}

test("the whole suite passes, answers as the page says, and leaves nothing behind", async () => {
  const { code, output } = await testSandbox({}).ended;
  expect(output).toMatch(/^\d+ passed, 0 failed$/m);
  expect(code).toBe(0);
  expect(output).not.toContain("DIFFERS FROM THE EMULATOR");
  expect(output).not.toMatch(/\b[cs][ks]_sandbox_\w/);
  expect(output).toContain(`${url} is not Dojo itself`);
  expect(readFileSync(findingsFile, "utf8")).toBe(page);

  const { paymentIntents } = await emulator.state();
  expect(paymentIntents.length).toBeGreaterThan(20);
  expect(await leftovers()).toEqual([]);

  const asked = readFindings(page).filter(({ heading }) => heading === "Asked by the run");
  expect(asked.length).toBeGreaterThan(60);
  for (const row of asked) {
    const said = output.split(`  ${row.question}\n      `)[1]?.split("\n")[0];
    if (said !== "501") expect(said, row.id).toBe(answerOfEmulator(row));
  }
});

test("an answer that differs is said loudly and fails nothing; only the words' files run", async () => {
  await emulator.faults([{ operation: "Receipt_Create", kind: "status", status: 409, times: 9 }]);
  const { code, output } = await testSandbox({}, "unknown-ids").ended;
  expect(output).toContain("DIFFERS FROM THE EMULATOR: A receipt of an intent that never was");
  expect(output).toContain("answers differ from the emulator, which must be changed");
  expect(output).toMatch(/^13 passed, 0 failed$/m);
  expect(code).toBe(0);
});

test("a test that fails is counted, and what it made is removed all the same", async () => {
  await emulator.faults([{ operation: "PaymentIntents_Get", kind: "html", times: 99 }]);
  const { code, output } = await testSandbox({}, "contract/saved-card-payment").ended;
  expect(output).toMatch(/^\d+ passed, [1-9]\d* failed$/m);
  expect(code).toBe(1);
  expect(await leftovers()).toEqual([]);
});

test("what cannot be removed is listed by its id, what may have been made by its name", async () => {
  await emulator.faults([
    { operation: "Customers_Delete", kind: "status", status: 503, times: 99 },
    { operation: "Customers_Create", kind: "reset", phase: "after", nth: 3 },
  ]);
  const { code, output } = await testSandbox({}, "read-links").ended;
  const left = await leftovers();
  expect(left).toHaveLength(3);
  for (const id of left.slice(0, 2)) expect(output).toContain(`NOT REMOVED: customer ${id} (503)`);
  expect(output).toContain('PERHAPS MADE: customer "Sandbox Probe" (no answer came)');
  expect(output).toMatch(/^2 passed, 3 failed$/m);
  expect(code).toBe(1);
});

test("stopped in the middle, it removes what it has made so far", async () => {
  await emulator.faults([{ operation: "PaymentIntents_Get", kind: "hang", times: 99 }]);
  const { npm, ended } = testSandbox({}, "read-links");
  await vi.waitUntil(() => wasAsked("PaymentIntents_Get"), { timeout: 60_000, interval: 50 });
  expect(await leftovers()).toHaveLength(4);
  await emulator.clearFaults();
  npm.kill("SIGTERM");
  const { output } = await ended;
  expect(output).toContain("Made 2 customers and 2 payment intents; all are removed");
  expect(output).not.toContain("PERHAPS MADE");
  expect(await leftovers()).toEqual([]);
});

test("stopped before a creation is answered, it says what may have been made", async () => {
  await emulator.faults([
    { operation: "PaymentIntents_CreatePaymentIntent", kind: "hang", phase: "after", times: 99 },
  ]);
  const { npm, ended } = testSandbox({}, "read-links");
  await vi.waitUntil(async () => (await leftovers()).length === 2, { timeout: 60_000, interval: 50 });
  npm.kill("SIGTERM");
  const { output } = await ended;
  expect(output).toContain("Made 1 customer and 0 payment intents; all are removed");
  const { paymentIntents } = await emulator.state();
  expect(output).toContain(
    `PERHAPS MADE: payment intent "${paymentIntents[0]?.reference}" (stopped before the answer)`,
  );
});

test.each([
  ["without a key", "", "There is no key. Set DOJO_API_KEY"],
  ["with a production key", "sk_prod_a-key-that-nobody-may-see", "Production keys are never used"],
])("%s nothing is asked, and words say why", async (_, key, words) => {
  const calls = await emulator.callsDuring(async () => {
    const { code, output } = await testSandbox({ DOJO_API_KEY: key }).ended;
    expect(code).toBe(2);
    expect(output).toContain(words);
    expect(output).not.toContain("nobody-may-see");
  });
  expect(calls).toEqual([]);
});

test("a key that is not taken ends the run before the first question", async () => {
  await emulator.faults([{ operation: "Customers_Search", kind: "status", status: 401 }]);
  const { code, output } = await testSandbox({}).ended;
  expect(code).toBe(2);
  expect(output).toContain("does not take this key (401)");
});
