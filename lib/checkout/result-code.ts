/**
 * The numerical code of step 5 in Dojo's guide. The hosted page's redirect may carry one as a hint; the code
 * the shop shows and stores is derived from a snapshot that the API gave.
 */
export const resultCodes = {
  0: "Payment successful",
  3: "Waiting for the bank's security check",
  4: "The bank asks you to contact them",
  5: "The card was declined",
  20: "The same payment was sent twice",
  30: "The payment failed",
  99: "Waiting for payment",
  400: "The payment request was not valid",
  401: "The payment page had expired or was used already",
  404: "The payment page was not found",
  500: "The payment service had an error",
} as const;

export type ResultCode = keyof typeof resultCodes;

/** Words for a code, also for one that Dojo adds later. */
export function describeResultCode(code: number): string {
  return resultCodes[code as ResultCode] ?? `Result ${code}`;
}

/** `events` are the intent's `paymentEvents` types, oldest first: a decline leaves the status `Created`. */
export function resultCodeOf(status: string, events: readonly string[]): ResultCode {
  if (status === "Captured" || status === "Refunded") return 0;
  if (status === "Reversed") return 30;
  const told = events.findLast((event) => Object.hasOwn(TOLD_BY_EVENT, event));
  const code = told === undefined ? undefined : TOLD_BY_EVENT[told];
  if (status === "Canceled") return code === 5 ? 5 : 30;
  if (status === "Authorized") return 99;
  return code ?? 99;
}

const TOLD_BY_EVENT: Readonly<Record<string, ResultCode>> = {
  AuthChallenged: 3,
  Declined: 5,
  Error: 30,
  ManualAuthReady: 99,
};
