import { resultWords } from "@/lib/messages/checkout";

/**
 * The numerical code of step 5 in Dojo's guide. The hosted page's redirect may carry one as a hint; the code
 * the shop shows and stores is derived from a snapshot that the API gave.
 */
export type ResultCode = 0 | 3 | 4 | 5 | 20 | 30 | 99 | 400 | 401 | 404 | 500;

/** Words for a code, also for one that Dojo adds later. */
export function describeResultCode(code: number): string {
  return resultWords[code as ResultCode] ?? `Result ${code}`;
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

/** Codes of a payment that did not go through. */
export const NOT_TAKEN: readonly number[] = [4, 5, 20, 30];

const TOLD_BY_EVENT: Readonly<Record<string, ResultCode>> = {
  AuthChallenged: 3,
  Declined: 5,
  Error: 30,
  ManualAuthReady: 99,
};
