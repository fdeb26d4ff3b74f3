import { freePort, localSecrets, openTestRun, startEmulator } from "../../scripts/lib/stack.mjs";

/** Gives the run an emulated Dojo of its own, unless EMULATOR_URL names one. */
export default async function setup(): Promise<() => Promise<void>> {
  process.env.TEST_DOJO_API_KEY ??= "sk_sandbox_test_0123456789abcdefghijklmn";
  if (process.env.EMULATOR_URL) return async () => {};
  const run = await openTestRun("emulator");
  try {
    const env = { ...process.env, ...localSecrets(run.dataDir), DOJO_API_KEY: process.env.TEST_DOJO_API_KEY };
    process.env.EMULATOR_URL = await startEmulator(run.processes, {
      port: await freePort(),
      dataDir: run.dataDir,
      env,
    });
  } catch (error) {
    await run.close();
    throw error;
  }
  return run.close;
}
