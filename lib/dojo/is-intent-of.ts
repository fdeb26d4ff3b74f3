import "server-only";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";

/** What an attempt of ours is known by at Dojo before its reply came: our reference, and its id, which is our mark. */
export type Sought = { reference: string; id: string };

/** An intent that carries the attempt's reference, and our mark of it unless it carries none. Pure. */
export function isIntentOf(
  { reference, attemptId }: Pick<PaymentIntent, "reference" | "attemptId">,
  attempt: Sought,
): boolean {
  return reference === attempt.reference && (attemptId ?? attempt.id) === attempt.id;
}
