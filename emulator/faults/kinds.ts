import { OPERATIONS } from "../operations";

const SEARCHES = ["Customers_Search", "PaymentIntents_Search"];
const READS = [...SEARCHES, "Customers_Get", "PaymentIntents_Get"];
const INTENTS = [
  "PaymentIntents_CreatePaymentIntent",
  "PaymentIntents_Get",
  "PaymentIntents_Delete",
  "PaymentIntents_Search",
  "PaymentIntents_RefreshClientSessionSecret",
  "PaymentIntents_SetTipsAmount",
  "PaymentIntents_SetCustomAmount",
];
const REFUNDS = ["Refunds_Create"];
/** What names something that can be gone: in the path, or a customer in the body. */
const ABOUT = OPERATIONS.filter(
  ({ id, path }) =>
    /:(customer|paymentIntent|setupIntent|subscription)Id/.test(path) ||
    /^(PaymentIntents_CreatePaymentIntent|SetupIntents_Create)$/.test(id),
).map(({ id }) => id);
const EVERY = undefined;

/** Every kind of fault of the API, with the operations that can play it; undefined: all of them. */
export const API_KINDS = {
  status: EVERY,
  delay: EVERY,
  hang: EVERY,
  reset: EVERY,
  slow: EVERY,
  truncate: EVERY,
  html: EVERY,
  wrongId: EVERY,
  dropField: EVERY,
  wrongAmount: INTENTS,
  wrongCurrency: INTENTS,
  wrongReference: INTENTS,
  stale: READS,
  lag: READS,
  searchOrder: SEARCHES,
  searchRepeat: SEARCHES,
  searchSkip: SEARCHES,
  searchLimit: SEARCHES,
  cursorExpired: SEARCHES,
  refundRefused: REFUNDS,
  keyForgotten: REFUNDS,
  forget: ABOUT,
} as const satisfies Record<string, readonly string[] | undefined>;

export type ApiKind = keyof typeof API_KINDS;

export const WEBHOOK_KINDS = [
  "drop",
  "delay",
  "duplicate",
  "reorder",
  "early",
  "unknownId",
  "badSignature",
] as const;

/** Whether `operation` can play `kind`: one that cannot is refused when it is put, never silently ignored. */
export function canPlay(kind: ApiKind, operation: string): boolean {
  const operations: readonly string[] | undefined = API_KINDS[kind];
  return operations === undefined || operations.includes(operation);
}
