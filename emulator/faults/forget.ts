import type { Call } from "../call";
import { deleteCustomer } from "../customers";
import type { World } from "../world";

/** What the request is about is gone, as if somebody had deleted it in Dojo's portal: no event says so. */
export function forgetSubject(world: World, call: Call): void {
  const { store } = world;
  const customer = store.customers.get(call.param("customerId")) ?? namedCustomer(world, call);
  store.write(() => {
    if (customer) deleteCustomer(world, customer);
    store.intents.remove(call.param("paymentIntentId"));
    store.setupIntents.remove(call.param("setupIntentId"));
    store.subscriptions.remove(call.param("subscriptionId"));
  });
}

/** The customer whom a body names, as the one for a new payment intent does. */
function namedCustomer({ store }: World, call: Call) {
  const body = call.json();
  const named = typeof body === "object" && body !== null && "customer" in body ? body.customer : undefined;
  const id = typeof named === "object" && named !== null && "id" in named ? named.id : undefined;
  return typeof id === "string" ? store.customers.get(id) : undefined;
}
