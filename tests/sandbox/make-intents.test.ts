import { ask } from "./ask";
import { call, intentRequest, must, newCustomer, newIntent, newSecret, wellFormed } from "./dojo";

const make = (more: object) => call("POST", "/payment-intents", intentRequest(more));
const statusFor = async (more: object) => String((await make(more)).status);

ask("intent-idempotency-key", async () => {
  const headers = { idempotencyKey: crypto.randomUUID() };
  const asked = intentRequest();
  const first = await must("POST", "/payment-intents", asked, { headers });
  const second = await call("POST", "/payment-intents", asked, { headers });
  if (second.status !== 200) return String(second.status);
  return second.body.id === first.body.id ? "the same intent" : "another intent";
});

ask("intent-same-reference", async () => {
  const { id, reference } = await newIntent();
  const second = await make({ reference });
  if (second.status !== 200) return String(second.status);
  return second.body.id === id ? "the same intent" : "another intent";
});

ask("intent-amount-zero", () => statusFor({ amount: { value: 0, currencyCode: "GBP" } }));

ask("intent-item-lines-sum", () =>
  statusFor({
    itemLines: [{ id: "mug", quantity: 1, name: "Mug", amountTotal: { value: 1, currencyCode: "GBP" } }],
  }),
);

ask("intent-redirect-http", () =>
  statusFor({ config: { redirectUrl: "http://localhost:3000/checkout/return" } }),
);

ask("intent-other-secret", async () => {
  const secret = await newSecret(await newCustomer());
  return statusFor({ customer: { id: await newCustomer(), secret }, paymentMethods: ["SavedCard", "Card"] });
});

ask("intent-unknown-customer", () => statusFor({ customer: { id: `cust_sandbox_${wellFormed}` } }));

ask("intent-unknown-card", async () => {
  const id = await newCustomer();
  const customer = { id, secret: await newSecret(id), savedCardId: `pm_${wellFormed}` };
  return statusFor({ customer, paymentMethods: ["SavedCard", "Card"] });
});

ask("intent-card-names", async () => {
  const id = await newCustomer();
  const secret = await newSecret(id);
  const answers = ["savedCardId", "SavedCardId"].map(async (name) => {
    const { status, body } = await make({ customer: { id, secret, [name]: `pm_${wellFormed}` } });
    const preselected = status === 200 && new URL(body.paymentLink).searchParams.get("cpm");
    return status === 200 ? `${status} ${preselected ? "with" : "without"} cpm` : String(status);
  });
  return (await Promise.all(answers)).join(" and ");
});
