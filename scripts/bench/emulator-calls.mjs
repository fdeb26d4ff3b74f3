const amount = { value: 1234, currencyCode: "GBP" };

/** The kinds of call that a shop makes: `prepare` is not timed, what it returns is handed to `call`. */
export async function emulatorCalls({ send }) {
  const { id: customer } = await send("POST", "/customers", { name: "Bench" });
  const { secret } = await send("POST", `/customers/${customer}/create-secret`);
  const create = () =>
    send("POST", "/payment-intents", { amount, reference: "bench", customer: { id: customer, secret } });
  const pay = async ({ id }) => {
    await send("POST", "/_emulator/pay", { paymentIntentId: id, saveCard: true });
    return id;
  };
  const paid = async () => pay(await create());
  const paidOnce = await paid();
  const refund = (id) =>
    send("POST", `/payment-intents/${id}/refunds`, { amount: 100 }, { idempotencyKey: crypto.randomUUID() });
  const cards = () =>
    send("GET", `/customers/public/${customer}/payment-methods`, undefined, {
      Authorization: `Basic ${secret}`,
    });
  return [
    { name: "Customers_Create", call: () => send("POST", "/customers", { name: "Ann" }) },
    { name: "Customers_Get", call: () => send("GET", `/customers/${customer}`) },
    { name: "Customers_Update", call: () => send("PATCH", `/customers/${customer}`, { name: "Ann" }) },
    { name: "Customers_Search, 100 a page", call: () => send("POST", "/customers/search", { limit: 100 }) },
    {
      name: "Customers_CreateCustomerSecret",
      call: () => send("POST", `/customers/${customer}/create-secret`),
    },
    { name: "Customers_GetPaymentMethods", call: cards },
    { name: "PaymentIntents_CreatePaymentIntent", call: create },
    { name: "PaymentIntents_Get", call: () => send("GET", `/payment-intents/${paidOnce}`) },
    { name: "PaymentIntents_Search, 50 a page", call: () => send("POST", "/payment-intents/search", {}) },
    { name: "a payment, saved card", prepare: create, call: pay },
    { name: "Refunds_Create", prepare: paid, call: refund },
    {
      name: "PaymentIntents_Delete",
      prepare: create,
      call: ({ id }) => send("DELETE", `/payment-intents/${id}`),
    },
  ];
}
