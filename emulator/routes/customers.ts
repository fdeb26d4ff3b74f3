import type { Call, Handlers } from "../call";
import { deleteCustomer, findCustomer, SECRET_LIFE_MS } from "../customers";
import type { Customer } from "../entities";
import { asRead } from "../faults/reading";
import { page } from "../paging";
import { cursor } from "../schemas/common";
import { createCustomer, updateCustomer } from "../schemas/customer";
import type { World } from "../world";

/** A customer as the API shows it. */
export function presentCustomer({ seq: _internal, ...customer }: Customer) {
  return customer;
}

export function customerHandlers(world: World): Handlers {
  const { store, clock, ids } = world;
  const read = (rows: Customer[], { fault }: Call) => asRead(world, store.customers, rows, fault);
  return {
    Customers_Create(call) {
      const details = call.body(createCustomer);
      const now = clock.iso();
      const seq = store.nextSeq();
      const own = { id: ids.customer(), seq, createdAt: now, updatedAt: now, documentVersion: 0 };
      return { status: 200, body: presentCustomer(store.customers.put({ ...details, ...own })) };
    },

    Customers_Get(call) {
      const asked = new Set(call.param("customerId").split(","));
      const found = [...asked].flatMap((id) => store.customers.get(id) ?? []);
      return { status: 200, body: read(found, call).map(presentCustomer) };
    },

    Customers_Update(call) {
      const customer = findCustomer(world, call.param("customerId"));
      const changes = call.body(updateCustomer);
      const updatedAt = clock.iso();
      const documentVersion = customer.documentVersion + 1;
      const updated = store.customers.put({ ...customer, ...changes, updatedAt, documentVersion });
      return { status: 200, body: presentCustomer(updated) };
    },

    Customers_Delete(call) {
      deleteCustomer(world, findCustomer(world, call.param("customerId")));
      return { status: 204 };
    },

    Customers_Search(call) {
      const found = page(read(store.customers.all(), call), call.body(cursor), call.fault);
      return { status: 200, body: { ...found, data: found.data.map(presentCustomer) } };
    },

    Customers_CreateCustomerSecret(call) {
      const customer = findCustomer(world, call.param("customerId"));
      const now = clock.now();
      const secret = store.customerSecrets.put({
        id: ids.customerSecret(),
        customerId: customer.id,
        createdAt: clock.iso(now),
        expireAt: clock.iso(now + SECRET_LIFE_MS),
      });
      const { id, createdAt, expireAt } = secret;
      return { status: 200, body: { secret: id, createdAt, expireAt } };
    },
  };
}
