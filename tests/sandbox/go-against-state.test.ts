import { ask } from "./ask";
import { call, must, newIntent, statusOf } from "./dojo";

const path = async (rest = "") => `/payment-intents/${(await newIntent()).id}${rest}`;
const keyed = (idempotencyKey: string) => ({ headers: { idempotencyKey } });

async function cancelled(): Promise<string> {
  const intent = await path();
  await must("DELETE", intent);
  return intent;
}

ask("cancelled-get", async () => statusOf(call("GET", await cancelled())));
ask("cancelled-twice", async () => statusOf(call("DELETE", await cancelled())));
ask("unpaid-receipt", async () =>
  statusOf(call("POST", await path("/receipt"), { emails: ["sandbox.probe@example.com"] })),
);
ask("unpaid-refund", async () =>
  statusOf(call("POST", await path("/refunds"), { amount: 100 }, keyed(crypto.randomUUID()))),
);
ask("unpaid-capture", async () => statusOf(call("POST", await path("/captures"), { amount: 100 })));
ask("unpaid-reversal", async () => statusOf(call("POST", await path("/reversal"))));

/** An unpaid intent is refused anyway: only what the refusal is about tells whether the key was looked at. */
async function refusalOfKey(send: object): Promise<string> {
  const { status, body } = await call("POST", await path("/refunds"), { amount: 100 }, send);
  const about = /idempotency/i.test(JSON.stringify(body)) ? "about the key" : "not about the key";
  return `${status}, ${about}`;
}

ask("refund-key-missing", () => refusalOfKey({}));
ask("refund-key-too-long", () => refusalOfKey(keyed("k".repeat(101))));
