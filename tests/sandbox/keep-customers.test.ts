import { ask } from "./ask";
import {
  call,
  marker,
  must,
  newCustomer,
  newSecret,
  newShopIntent,
  probe,
  statusOf,
  timeOf,
  wellFormed,
} from "./dojo";

ask("customer-same-email", async () => {
  const first = await newCustomer();
  const second = await call("POST", "/customers", probe());
  if (second.status !== 200) return String(second.status);
  return second.body.id === first ? "the same customer" : "another customer";
});

ask("customer-idempotency-key", async () => {
  const headers = { idempotencyKey: crypto.randomUUID() };
  const person = { ...probe(), vatNumber: marker() };
  const first = await must("POST", "/customers", person, { headers });
  const second = await call("POST", "/customers", person, { headers });
  if (second.status !== 200) return String(second.status);
  return second.body.id === first.body.id ? "the same customer" : "another customer";
});

ask("customer-update", async () => {
  const sent = marker();
  const id = await newCustomer({ vatNumber: sent });
  const { body } = await must("PATCH", `/customers/${id}`, { name: "Sandbox Probe II" });
  return `the name is ${body.name === "Sandbox Probe II" ? "new" : "old"}, vatNumber ${body.vatNumber === sent ? "kept" : "lost"}`;
});

ask("customer-update-null", async () => {
  const sent = marker();
  const id = await newCustomer({ vatNumber: sent });
  const { status, body } = await call("PATCH", `/customers/${id}`, { vatNumber: null });
  return status === 200 ? (body.vatNumber === sent ? "kept" : "emptied") : String(status);
});

ask("customer-deleted-get", async () => {
  const id = await newCustomer();
  await must("DELETE", `/customers/${id}`);
  const { status, body } = await call("GET", `/customers/${id}`);
  return Array.isArray(body) ? `${status}, a list of ${body.length}` : String(status);
});

ask("customer-unknown-among-known", async () => {
  const id = await newCustomer();
  const { status, body } = await call("GET", `/customers/${id},cust_sandbox_${wellFormed}`);
  return Array.isArray(body) ? `${status}, a list of ${body.length}` : String(status);
});

ask("customer-deleted-twice", async () => {
  const id = await newCustomer();
  await must("DELETE", `/customers/${id}`);
  return statusOf(call("DELETE", `/customers/${id}`));
});

ask("customer-deleted-with-open-intent", async () => {
  const { intent, customerId } = await newShopIntent();
  const { status } = await call("DELETE", `/customers/${customerId}`);
  const later = await call("GET", `/payment-intents/${intent.id}?returnCanceled=true`);
  return `${status}; the intent is ${later.body?.id === intent.id ? later.body.status : later.status}`;
});

ask("secret-life", async () => {
  const { body } = await must("POST", `/customers/${await newCustomer()}/create-secret`);
  return `${Math.round((timeOf(body.expireAt) - timeOf(body.createdAt)) / 60_000)} minutes`;
});

ask("secret-second", async () => {
  const id = await newCustomer();
  const first = await newSecret(id);
  const second = await newSecret(id);
  const path = `/customers/public/${id}/payment-methods`;
  const { status } = await call("GET", path, undefined, { authorization: first });
  const works = status === 200 ? "opens the cards" : `is answered ${status}`;
  return `${first === second ? "the same" : "another"}; the first still ${works}`;
});
