import type { TestDojo } from "./dojos.global";
import { setting } from "./setting";

// Runs before everything else of a test file: which of the run's Dojos is this worker's own.
const dojos: TestDojo[] = JSON.parse(setting("TEST_DOJOS"));
const dojo = dojos[Number(setting("VITEST_POOL_ID")) - 1];
if (!dojo) throw new Error(`worker ${process.env.VITEST_POOL_ID} has no Dojo: there are ${dojos.length}`);

Object.assign(process.env, {
  EMULATOR_URL: dojo.url,
  TEST_WEBHOOK_URL: dojo.webhookUrl,
  TEST_WEBHOOK_SECRETS: dojo.webhookSecrets.join(","),
});
