import { setting } from "../setup/setting";
import { ask } from "./ask";
import { call, must, newCustomer, newSecret, statusOf, wellFormed } from "./dojo";

const cards = (customerId: string, authorization: string) =>
  call("GET", `/customers/public/${customerId}/payment-methods`, undefined, { authorization });

ask("cards-unknown-secret", async () => statusOf(cards(await newCustomer(), `cs_sandbox_${wellFormed}`)));

ask("cards-other-secret", async () => {
  const secret = await newSecret(await newCustomer());
  return statusOf(cards(await newCustomer(), secret));
});

ask("cards-api-key", async () => statusOf(cards(await newCustomer(), setting("TEST_DOJO_API_KEY"))));

ask("cards-deleted-customer", async () => {
  const id = await newCustomer();
  const secret = await newSecret(id);
  await must("DELETE", `/customers/${id}`);
  return statusOf(cards(id, secret));
});

ask("cards-remove-unknown", async () => {
  const id = await newCustomer();
  const authorization = await newSecret(id);
  const path = `/customers/public/${id}/payment-methods/pm_${wellFormed}`;
  return statusOf(call("DELETE", path, undefined, { authorization }));
});
