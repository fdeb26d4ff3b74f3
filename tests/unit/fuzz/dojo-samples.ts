import intent from "../../fixtures/dojo-guide/payment-intent.json";
import methods from "../../fixtures/dojo-guide/payment-methods.json";

/** Good answers of Dojo, by operation: the guide's own where it prints one, else as its OpenAPI description has them. */
export const samples = {
  customer: {
    id: "cust_sandbox_vjUhNwRjBE2xSeLVS_DFyQ",
    name: "Ann Lee",
    emailAddress: "ann@example.com",
    vatNumber: "sf1:marker",
    createdAt: "2024-04-02T14:21:35.402137Z",
  },
  customerSecret: {
    secret: "cs_sandbox_xrLk_6EwFBiRXRDkDYu6",
    createdAt: "2024-04-02T14:21:35.402137Z",
    expireAt: "2024-04-02T14:36:35.402137Z",
  },
  methods,
  intent: {
    ...intent,
    metadata: { attemptId: "AAAAAAAAAAAAAAAAAAAAAA" },
    paymentDetails: { paymentMethodId: "pm_RDg255vaRu6RRHluXQLG1A" },
    paymentEvents: [{ eventType: "Created" }, { eventType: "Captured" }],
  },
  refund: { paymentIntentId: intent.id, refundId: "rf_1", notes: "" },
  subscriptions: [
    {
      id: "sub_1",
      accountId: "acc_1",
      events: ["payment_intent.status_updated"],
      url: "https://shop.example/api",
    },
  ],
  subscriptionSecrets: { secrets: [{ value: "PDYkJQq6sESYHp_zJuTTBQ", isActive: true }] },
  problem: {
    type: "about:blank",
    title: "Invalid",
    status: 400,
    traceId: "00-abc-1",
    errors: { emailAddress: ["is not one"] },
  },
};
