import { API_KEY, type Dojo } from "../../dojo";
import { answers, type Cases } from "./case";
import { cardHolder, cursors, pay } from "./helpers";
import { ANN } from "./samples";

const QUARTER_HOUR = 15 * 60_000;

const opened = async (dojo: Dojo, customerId: string) => ({
  params: { customerId },
  key: await dojo.secret(customerId),
});

const openedCard = async (dojo: Dojo) => {
  const { customerId, paymentMethodId } = await cardHolder(dojo);
  return { params: { customerId, paymentMethodId }, key: await dojo.secret(customerId) };
};

const twoPages = async (dojo: Dojo) => {
  for (const name of ["Ann", "Bob"]) await dojo.customer({ name });
  return cursors(dojo, "/customers/search", (cursor) => cursor);
};

export const customerCases: Cases = {
  Customers_Create: [
    answers(200, "a customer with every field", () => ({ body: ANN })),
    answers(200, "one of whom nothing is known", () => ({ body: {} })),
    answers(200, "one whose fields are null", () => ({ body: { name: null, billingAddress: null } })),
  ],
  Customers_Search: [
    answers(200, "the second page", async (dojo) => ({
      body: { limit: 1, after: (await twoPages(dojo)).after },
    })),
    answers(200, "the first page again", async (dojo) => ({
      body: { limit: 1, before: (await twoPages(dojo)).before },
    })),
    answers(200, "nobody", () => ({ body: {} })),
    answers(400, "both directions at once", async (dojo) => ({ body: await twoPages(dojo) })),
    answers(400, "a cursor of no search", () => ({ body: { after: "page 2" } })),
  ],
  Customers_Get: [
    answers(200, "two customers", async (dojo) => ({
      params: { customerId: [await dojo.customer(ANN), await dojo.customer()].join(",") },
    })),
  ],
  Customers_Update: [
    answers(200, "every field", async (dojo) => ({
      params: { customerId: await dojo.customer() },
      body: ANN,
    })),
    answers(200, "no field", async (dojo) => ({
      params: { customerId: await dojo.customer(ANN) },
      body: {},
    })),
  ],
  Customers_Delete: [
    answers(204, "a customer", async (dojo) => ({ params: { customerId: await dojo.customer(ANN) } })),
    answers(404, "one who is gone", async (dojo) => {
      const customerId = await dojo.customer();
      await dojo.call("DELETE", `/customers/${customerId}`);
      return { params: { customerId } };
    }),
  ],
  Customers_CreateCustomerSecret: [
    answers(200, "a secret", async (dojo) => ({ params: { customerId: await dojo.customer() } })),
  ],
  Customers_GetPaymentMethods: [
    answers(200, "two saved cards", async (dojo) => {
      const { customerId } = await cardHolder(dojo);
      await pay(dojo, await dojo.shopIntent(customerId), { card: "4456530000001096", saveCard: true });
      return opened(dojo, customerId);
    }),
    answers(200, "no saved card", async (dojo) => opened(dojo, await dojo.customer())),
    answers(401, "the API key instead of a secret", async (dojo) => ({
      params: { customerId: await dojo.customer() },
      key: API_KEY,
    })),
    answers(401, "the secret of another customer", async (dojo) => ({
      ...(await opened(dojo, await dojo.customer())),
      params: { customerId: await dojo.customer() },
    })),
    answers(401, "a secret of a quarter of an hour ago", async (dojo) => {
      const asked = await opened(dojo, await dojo.customer());
      await dojo.advance(QUARTER_HOUR);
      return asked;
    }),
  ],
  Customers_DeletePaymentMethod: [
    answers(204, "a saved card", openedCard),
    answers(404, "the card of another customer", async (dojo) => {
      const { params } = await openedCard(dojo);
      const other = await opened(dojo, await dojo.customer());
      return { ...other, params: { ...params, ...other.params } };
    }),
    answers(401, "a card with an old secret", async (dojo) => {
      const asked = await openedCard(dojo);
      await dojo.advance(QUARTER_HOUR);
      return asked;
    }),
  ],
};
