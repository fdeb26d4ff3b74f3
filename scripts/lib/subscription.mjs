import { Refusal } from "./say.mjs";

const version = "2026-02-27";
const event = "payment_intent.status_updated";

/**
 * Sees to the one webhook subscription a shop needs, as a merchant would through Dojo's API: an existing one is
 * pointed at `url`, a new one is made only when there is none. Returns the secrets that sign its events.
 */
export async function subscribeWebhooks({ apiUrl, apiKey, url }) {
  const call = (method, path, body) => request({ apiUrl, apiKey, method, path, body });
  const [existing] = await call("GET", "/webhooks");
  const subscription =
    existing === undefined
      ? await call("POST", "/webhooks", { events: [event], url })
      : await call("PATCH", `/webhooks/${existing.id}`, changes(existing, url));
  const { secrets } = await call("GET", `/webhooks/${subscription.id}/secrets`);
  const active = secrets.filter((secret) => secret.isActive !== false).map((secret) => secret.value);
  if (active.length === 0) throw new Refusal(`Webhook subscription ${subscription.id} has no active secret.`);
  return active;
}

function changes(existing, url) {
  return existing.events.includes(event) ? { url } : { url, events: [...existing.events, event] };
}

async function request({ apiUrl, apiKey, method, path, body }) {
  const response = await fetch(new URL(path, apiUrl), {
    method,
    headers: { Authorization: `Basic ${apiKey}`, version, "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.ok) return response.json();
  throw new Refusal(`Dojo answered ${response.status} to ${method} ${path}: ${await response.text()}`);
}
