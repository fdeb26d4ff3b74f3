import type { Intent, PaymentEvent } from "../entities";

/** The intent's history with one event more, about the card that paid it. */
export function withEvent(
  intent: Intent,
  eventType: PaymentEvent["eventType"],
  transactionDateTime: string,
): PaymentEvent[] {
  const paid = intent.paymentEvents.at(-1);
  return paid ? [...intent.paymentEvents, { ...paid, eventType, transactionDateTime }] : intent.paymentEvents;
}
