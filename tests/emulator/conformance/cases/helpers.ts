import type { Dojo, Json } from "../../dojo";

/** A step on the way to a request; it must succeed. */
export async function step(dojo: Dojo, path: string, body?: unknown, headers = {}): Promise<Json> {
  const answer = await dojo.call("POST", path, body, { headers });
  if (answer.status !== 200)
    throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The intent after a shopper paid it on the hosted page. */
export async function pay(dojo: Dojo, intent: Json, more: object = {}): Promise<Json> {
  return step(dojo, "/_emulator/pay", { paymentIntentId: intent.id, ...more });
}

export async function paid(dojo: Dojo, more: object = {}): Promise<Json> {
  return pay(dojo, await dojo.intent(more));
}

/** A customer and the card they saved. */
export async function cardHolder(dojo: Dojo): Promise<{ customerId: string; paymentMethodId: string }> {
  const customerId = await dojo.customer();
  const { paymentDetails } = await pay(dojo, await dojo.shopIntent(customerId), { saveCard: true });
  return { customerId, paymentMethodId: paymentDetails.paymentMethodId };
}

export type Cursors = { before: string; after: string };

/** Cursors of a search that finds two: `after` leads to the second page, `before` back to the first. */
export async function cursors(dojo: Dojo, path: string, body: (cursor: object) => object): Promise<Cursors> {
  const { after } = await step(dojo, path, body({ limit: 1 }));
  const { before } = await step(dojo, path, body({ limit: 1, after }));
  return { before, after };
}

/** The path of an intent. */
export const of = (intent: Json) => ({ params: { paymentIntentId: intent.id as string } });
