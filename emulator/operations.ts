export type Operation = {
  id: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  /** The error statuses that the API description lists for it. */
  statuses: readonly number[];
};

const rows: [id: string, method: Operation["method"], path: string, ...statuses: number[]][] = [
  ["PaymentIntents_CreatePaymentIntent", "POST", "/payment-intents", 400, 401, 403],
  ["PaymentIntents_Search", "POST", "/payment-intents/search", 400, 401],
  ["PaymentIntents_GetRefundById", "GET", "/payment-intents/refunds/:refundId", 400, 401],
  ["PaymentIntents_Get", "GET", "/payment-intents/:paymentIntentId", 400, 401, 404],
  ["PaymentIntents_Delete", "DELETE", "/payment-intents/:paymentIntentId", 400, 401, 404],
  ["Captures_Create", "POST", "/payment-intents/:paymentIntentId/captures", 400, 401, 409],
  ["PaymentIntents_ChargePaymentIntent", "POST", "/payment-intents/:paymentIntentId/charge", 400, 401, 403],
  [
    "PaymentIntents_RefreshClientSessionSecret",
    "POST",
    "/payment-intents/:paymentIntentId/refresh-client-session-secret",
    400,
    401,
  ],
  ["PaymentIntents_SetTipsAmount", "POST", "/payment-intents/:paymentIntentId/tips-amount", 400, 401, 405],
  ["PaymentIntents_SetCustomAmount", "POST", "/payment-intents/:paymentIntentId/amount", 400, 401, 405],
  ["Receipt_Create", "POST", "/payment-intents/:paymentIntentId/receipt", 400, 401, 404],
  ["Refunds_Create", "POST", "/payment-intents/:paymentIntentId/refunds", 400, 401],
  ["Reversal_Create", "POST", "/payment-intents/:paymentIntentId/reversal", 400, 401, 409],
  ["SetupIntents_Create", "POST", "/setup-intents", 400, 401],
  ["SetupIntents_GetById", "GET", "/setup-intents/:setupIntentId", 400, 401, 404],
  ["SetupIntents_Delete", "DELETE", "/setup-intents/:setupIntentId", 400, 401, 404, 500],
  ["SetupIntents_GetPublicById", "GET", "/setup-intents/public/:setupIntentId", 400, 401, 404],
  [
    "SetupIntents_RefreshPaymentIntentToken",
    "POST",
    "/setup-intents/:setupIntentId/refresh-client-session-secret",
    400,
    401,
  ],
  [
    "SetupIntents_RefreshSetupIntentTokenPublic",
    "POST",
    "/setup-intents/public/:setupIntentId/refresh-client-session-secret",
    400,
    401,
    404,
  ],
  ["Webhooks_GetAllWebhooks", "GET", "/webhooks/events", 401, 403],
  ["Webhooks_GetAlSubscriptions", "GET", "/webhooks", 401, 403],
  ["Webhooks_Subscribe", "POST", "/webhooks", 400, 401, 403, 404, 409],
  ["Webhooks_SubscribeUpdate", "PATCH", "/webhooks/:subscriptionId", 400, 401, 403, 404, 409],
  ["Webhooks_DeleteSubscriptions", "DELETE", "/webhooks/:subscriptionId", 401, 403, 404],
  ["Webhooks_GetSecrets", "GET", "/webhooks/:subscriptionId/secrets", 401, 403, 404],
  ["Webhooks_GenerateSecret", "POST", "/webhooks/:subscriptionId/secrets", 401, 403, 404, 409],
  ["Webhooks_ActivateSecret", "PUT", "/webhooks/:subscriptionId/secrets/:secretId/activate", 401, 403, 404],
  ["Webhooks_DeleteSecret", "DELETE", "/webhooks/:subscriptionId/secrets/:secretId", 401, 403, 404],
  ["Customers_Create", "POST", "/customers", 400, 401],
  ["Customers_Search", "POST", "/customers/search", 400, 401],
  ["Customers_Get", "GET", "/customers/:customerId", 400, 401],
  ["Customers_Update", "PATCH", "/customers/:customerId", 400, 401, 404],
  ["Customers_Delete", "DELETE", "/customers/:customerId", 400, 401, 404],
  ["Customers_CreateCustomerSecret", "POST", "/customers/:customerId/create-secret", 400, 401, 404],
  ["Customers_GetPaymentMethods", "GET", "/customers/public/:customerId/payment-methods", 400, 401, 404],
  [
    "Customers_DeletePaymentMethod",
    "DELETE",
    "/customers/public/:customerId/payment-methods/:paymentMethodId",
    400,
    401,
    404,
  ],
];

/** Every online operation of version 2026-02-27, in the order in which the router must try them. */
export const OPERATIONS: readonly Operation[] = rows.map(([id, method, path, ...statuses]) => ({
  id,
  method,
  path,
  statuses,
}));

/**
 * What a browser or a phone may ask: without an API key, which never leaves a server, and from any site. Two are
 * opened by a customer's secret; the description calls the other two "no auth", as Dojo's mobile SDKs use them.
 */
export function isPublic({ path }: Operation): boolean {
  return path.includes("/public/");
}

/**
 * A status is used only where the operation documents it: an unknown id, for instance, is 404 where that is
 * documented and else 400; a key without permission is 403 or else 401. 400 itself is the last resort (a missing
 * version header has no other).
 */
export function documentedStatus(operation: Operation, wanted: number): number {
  if (wanted >= 500 || operation.statuses.includes(wanted)) return wanted;
  return wanted === 403 ? 401 : 400;
}
