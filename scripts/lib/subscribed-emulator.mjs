import { startEmulator } from "./emulator.mjs";
import { subscribeWebhooks } from "./subscription.mjs";

/** Starts the emulated Dojo and subscribes the shop to its events. Returns where it is, and the secrets that sign them. */
export async function startSubscribedEmulator(processes, { webhookUrl, ...options }) {
  const url = await startEmulator(processes, options);
  const apiKey = options.env.DOJO_API_KEY;
  return { url, webhookSecrets: await subscribeWebhooks({ apiUrl: url, apiKey, url: webhookUrl }) };
}
