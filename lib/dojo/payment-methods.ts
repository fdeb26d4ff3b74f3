import "server-only";
import { callDojo } from "@/lib/dojo/client";
import { DojoError } from "@/lib/dojo/errors";
import * as wire from "@/lib/dojo/wire";

const at = (customerId: string) => `/customers/public/${encodeURIComponent(customerId)}/payment-methods`;

/** Authorised by the customer's secret. An answer about another customer is refused: those are not this shopper's cards. */
export async function fetchPaymentMethods(customerId: string, customerSecret: string, deadlineMs?: number) {
  const operation = "Customers_GetPaymentMethods";
  const answer = await callDojo({
    operation,
    method: "GET",
    path: at(customerId),
    customerSecret,
    answer: wire.paymentMethods,
    deadlineMs,
  });
  if (answer.customerId !== customerId)
    throw new DojoError("invalid-answer", { operation, detail: "cards of another customer" });
  return answer;
}

export async function deletePaymentMethod(customerId: string, customerSecret: string, cardId: string) {
  return callDojo({
    operation: "Customers_DeletePaymentMethod",
    method: "DELETE",
    path: `${at(customerId)}/${encodeURIComponent(cardId)}`,
    customerSecret,
    answer: "none",
  });
}

export type PaymentMethods = Awaited<ReturnType<typeof fetchPaymentMethods>>;
