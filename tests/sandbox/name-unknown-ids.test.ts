import { ask } from "./ask";
import { call, statusOf, wellFormed } from "./dojo";

const intent = `/payment-intents/pi_sandbox_${wellFormed}`;
const customer = `/customers/cust_sandbox_${wellFormed}`;
const setup = `/setup-intents/si_sandbox_${wellFormed}`;
const keyed = { headers: { idempotencyKey: crypto.randomUUID() } };

ask("unknown-intent-get", () => statusOf(call("GET", intent)));
ask("unknown-intent-cancel", () => statusOf(call("DELETE", intent)));
ask("unknown-intent-receipt", () =>
  statusOf(call("POST", `${intent}/receipt`, { emails: ["sandbox.probe@example.com"] })),
);
ask("unknown-intent-refund", () => statusOf(call("POST", `${intent}/refunds`, { amount: 100 }, keyed)));
ask("unknown-intent-capture", () => statusOf(call("POST", `${intent}/captures`, { amount: 100 })));
ask("unknown-intent-reversal", () => statusOf(call("POST", `${intent}/reversal`)));
ask("unknown-refund", () => statusOf(call("GET", `/payment-intents/refunds/rfnd_${wellFormed}`)));
ask("unknown-customer-get", async () => {
  const { status, body } = await call("GET", customer);
  return Array.isArray(body) ? `${status}, a list of ${body.length}` : String(status);
});
ask("unknown-customer-update", () => statusOf(call("PATCH", customer, { name: "Sandbox Probe" })));
ask("unknown-customer-delete", () => statusOf(call("DELETE", customer)));
ask("unknown-customer-secret", () => statusOf(call("POST", `${customer}/create-secret`)));
ask("unknown-setup-get", () => statusOf(call("GET", setup)));
ask("unknown-setup-cancel", () => statusOf(call("DELETE", setup)));
