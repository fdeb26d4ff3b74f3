import { ask } from "./ask";
import { call, intentRequest, must, probe, statusOf } from "./dojo";

const search = (version: string | null) =>
  statusOf(call("POST", "/customers/search", { limit: 1 }, { version }));

ask("version-missing", () => search(null));
ask("version-long-ago", () => search("2022-01-03"));
ask("version-to-come", () => search("2099-01-01"));
ask("version-no-date", () => search("newest"));

ask("names-in-any-case", async () => {
  const { status, body } = await call("POST", "/payment-intents", intentRequest({ DESCRIPTION: "a probe" }));
  if (status !== 200) return String(status);
  return body.description === "a probe" ? "read" : "ignored";
});

ask("numbers-as-text", async () => {
  const amount = { value: "1000", currencyCode: "GBP" };
  const { status, body } = await call("POST", "/payment-intents", intentRequest({ amount }));
  return status === 200 && body.amount?.value !== 1000 ? "200, with another amount" : String(status);
});

ask("unknown-fields", async () => {
  const onCustomer = await call("POST", "/customers", { ...probe(), surprise: 1 });
  const onIntent = await call("POST", "/payment-intents", intentRequest({ surprise: 1 }));
  return `customer: ${onCustomer.status}, intent: ${onIntent.status}`;
});

ask("refusal-members", async () => {
  const { status, body, headers } = await call("POST", "/payment-intents", intentRequest({ reference: "" }));
  const type = headers.get("content-type")?.split(";")[0];
  const fields = Object.keys(body.errors ?? {}).join(", ") || "no field";
  return `${status} ${type}: ${Object.keys(body).toSorted().join(", ")}; it names ${fields}`;
});

ask("rate-limit-headers", async () => {
  const seen = new Set<string>();
  for (let count = 0; count < 5; count += 1) {
    const { headers } = await must("POST", "/customers/search", { limit: 1 });
    for (const name of headers.keys()) if (/rate-?limit|retry-after|quota/i.test(name)) seen.add(name);
  }
  return [...seen].join(", ") || "none";
});
