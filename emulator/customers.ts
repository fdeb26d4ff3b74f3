import type { Customer, CustomerSecret, SavedCard } from "./entities";
import { Refusal } from "./errors";
import type { World } from "./world";

/** 15 minutes, as in the published example. */
export const SECRET_LIFE_MS = 15 * 60_000;

export function findCustomer(world: World, id: string): Customer {
  const customer = world.store.customers.get(id);
  if (!customer) throw new Refusal(404, "There is no such customer.");
  return customer;
}

/** A secret that is known, of this customer, of a customer that still exists, and not expired. */
export function validSecret(world: World, customerId: string, secret: string): CustomerSecret | undefined {
  const found = world.store.customerSecrets.get(secret);
  const good = found?.customerId === customerId && world.clock.now() < Date.parse(found.expireAt);
  return good && world.store.customers.get(customerId) ? found : undefined;
}

/** With a customer go their saved cards and secrets; inside the caller's `write`. */
export function deleteCustomer(world: World, customer: Customer): void {
  const { store } = world;
  for (const card of savedCardsOf(world, customer.id)) store.savedCards.remove(card.id);
  for (const secret of store.customerSecrets.all()) {
    if (secret.customerId === customer.id) store.customerSecrets.remove(secret.id);
  }
  store.customers.remove(customer.id);
}

/** Expired secrets open nothing; at a start they are dropped, or the log would grow with every checkout. */
export function forgetOldSecrets({ store, clock }: World): void {
  store.write(() => {
    for (const secret of store.customerSecrets.all()) {
      if (clock.now() >= Date.parse(secret.expireAt)) store.customerSecrets.remove(secret.id);
    }
  });
}

export function savedCardsOf(world: World, customerId: string): SavedCard[] {
  return world.store.savedCards.all().filter((card) => card.customerId === customerId);
}
