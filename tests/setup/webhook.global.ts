import { freePort, subscribeWebhooks } from "../../scripts/lib/stack.mjs";

/**
 * Subscribes the run's webhook address at the emulator before any test file is loaded: the shop reads its
 * signing secrets once. `receiveWebhooks` listens at that address while a test wants deliveries.
 */
export default async function setup(): Promise<void> {
  const { EMULATOR_URL, TEST_DOJO_API_KEY } = process.env;
  if (!EMULATOR_URL || !TEST_DOJO_API_KEY) throw new Error("emulator.global.ts has to run first");
  const url = `http://127.0.0.1:${await freePort()}/api/webhooks/dojo`;
  const secrets = await subscribeWebhooks({ apiUrl: EMULATOR_URL, apiKey: TEST_DOJO_API_KEY, url });
  process.env.TEST_WEBHOOK_URL = url;
  process.env.TEST_WEBHOOK_SECRETS = secrets.join(",");
}
