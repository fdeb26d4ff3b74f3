import type { OpenApiSchema } from "./schema";

type Extra = { schema: OpenApiSchema; why: string };

/** Fields that the schemas leave out and answers carry. One that no answer carries fails the test. */
export const EXTRA_FIELDS: Record<string, Extra> = {
  "PaymentIntent.paymentEvents": {
    schema: { type: "array", items: { $ref: "#/components/schemas/PaymentStatusResponse" } },
    why: "the guide's answer and the published examples show it",
  },
  "PaymentIntent.paymentSource": {
    schema: { type: "string" },
    why: "the guide's answer and the published examples show it",
  },
  "ItemLine.caption": {
    schema: { type: "string" },
    why: "its name in version 2022-04-07, which only clients of that time are answered",
  },
  "PaymentIntentConfigResponse.branding": {
    schema: { type: "object" },
    why: "the guide's answer and the published examples show it",
  },
  "PaymentIntentConfigResponse.tradingName": {
    schema: { type: "string" },
    why: "the guide's answer and the published examples show it",
  },
  "ProblemDetails.traceId": {
    schema: { type: "string" },
    why: "ASP.NET's problem details have it; ErrorResponse, which webhooks use, lists it",
  },
  "ProblemDetails.errors": {
    schema: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
    why: "ASP.NET's problem details have it; ErrorResponse, which webhooks use, lists it",
  },
};

const NO_VERSION = "a missing version can be refused in no other way";

/** Statuses that an operation answers without listing them; the body is that of its other errors. */
export const EXTRA_STATUSES: Record<string, string> = {
  "Webhooks_GetAllWebhooks 400": NO_VERSION,
  "Webhooks_GetAlSubscriptions 400": NO_VERSION,
  "Webhooks_DeleteSubscriptions 400": NO_VERSION,
  "Webhooks_GetSecrets 400": NO_VERSION,
  "Webhooks_GenerateSecret 400": NO_VERSION,
  "Webhooks_ActivateSecret 400": NO_VERSION,
  "Webhooks_DeleteSecret 400": NO_VERSION,
};

const NO_AUTH = "its summary says no auth, and Dojo's mobile SDKs send none";

/** Listed statuses that no request leads to. */
export const NEVER_ANSWERED: Record<string, string> = {
  "Webhooks_Subscribe 404": "nothing in the request can be unknown",
  "SetupIntents_Delete 500": "the emulator fails only when a fault is set",
  "SetupIntents_GetPublicById 401": NO_AUTH,
  "SetupIntents_RefreshSetupIntentTokenPublic 401": NO_AUTH,
  "Customers_GetPaymentMethods 404": "a secret that is not the customer's says nothing of who exists: 401",
};

const TERMINALS = "card machines are not played";
const NOT_ASKED = "the request of a setup intent cannot say it";
const NEVER_SENT = "ASP.NET leaves it out of its answers";

/** Listed fields that no answer shows, with all that is below them. */
export const NEVER_SHOWN: Record<string, string> = {
  "Card.entryMode": TERMINALS,
  "Card.verificationMethod": TERMINALS,
  "PaymentDetails.avsResult": "addresses are not checked",
  "PaymentIntent.subtotalLineItems": "what it adds up is not published",
  "ProblemDetails.extensions": NEVER_SENT,
  "ProblemDetails.instance": NEVER_SENT,
  "SetupIntentPublicResponse.requestSecurity": NOT_ASKED,
  "SetupIntentResponse.requestSecurity": NOT_ASKED,
  "TerminalSessionHistoryResponse.payment": TERMINALS,
  "TerminalSessionHistoryResponse.terminalSession": TERMINALS,
};
