import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort, localSecrets, prepareTestRun, startSubscribedEmulator } from "../../scripts/lib/stack.mjs";

export type TestDojo = { url: string; webhookUrl: string; webhookSecrets: string[] };

/**
 * Gives each worker of the run an emulated Dojo of its own: faults, clock and reset of one file would else be felt by
 * the file beside it. Each has the run's webhook address subscribed before any test is loaded, because the shop reads
 * its signing secrets once.
 */
export default async function setup({ vitest }: TestProject): Promise<() => Promise<void>> {
  process.env.TEST_DOJO_API_KEY ??= "sk_sandbox_test_0123456789abcdefghijklmn";
  const apiKey = process.env.TEST_DOJO_API_KEY;
  return prepareTestRun("dojos", async (run) => {
    const start = async (_: unknown, index: number): Promise<TestDojo> => {
      const dataDir = join(run.dataDir, `dojo-${index + 1}`);
      mkdirSync(dataDir);
      const env = { ...process.env, ...localSecrets(dataDir), DOJO_API_KEY: apiKey };
      const port = await freePort();
      const webhookUrl = `http://127.0.0.1:${await freePort()}/api/webhooks/dojo`;
      return {
        webhookUrl,
        ...(await startSubscribedEmulator(run.processes, { port, dataDir, env, webhookUrl })),
      };
    };
    const dojos = await Promise.all(Array.from({ length: Number(vitest.config.maxWorkers) }, start));
    process.env.TEST_DOJOS = JSON.stringify(dojos);
    return run.close;
  });
}
