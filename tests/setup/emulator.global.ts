import { freePort, localSecrets, prepareTestRun, startEmulator } from "../../scripts/lib/stack.mjs";

/** Gives the run an emulated Dojo of its own, unless EMULATOR_URL names one. */
export default async function setup(): Promise<() => Promise<void>> {
  process.env.TEST_DOJO_API_KEY ??= "sk_sandbox_test_0123456789abcdefghijklmn";
  if (process.env.EMULATOR_URL) return async () => {};
  return prepareTestRun("emulator", async ({ dataDir, processes, close }) => {
    const env = { ...process.env, ...localSecrets(dataDir), DOJO_API_KEY: process.env.TEST_DOJO_API_KEY };
    process.env.EMULATOR_URL = await startEmulator(processes, { port: await freePort(), dataDir, env });
    return close;
  });
}
