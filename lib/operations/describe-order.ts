import "server-only";
import { db } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { fetchPaymentIntent, type PaymentIntent } from "@/lib/dojo/payment-intents";
import { differenceOf } from "@/lib/reconcile/find-difference";

/** An order as an operator needs it: what we know beside what Dojo says now, and all that happened. */
export async function describeForOperator(number: string) {
  const order = await db().order.findUnique({
    where: { number },
    include: {
      user: { select: { email: true } },
      lines: { orderBy: { position: "asc" }, select: { name: true, quantity: true, unitMinor: true } },
      attempts: { orderBy: { ordinal: "asc" } },
      refunds: { orderBy: { createdAt: "asc" } },
      outbox: { orderBy: { kind: "asc" } },
      events: { orderBy: { id: "asc" } },
    },
  });
  if (!order) return null;
  const attempts = [];
  for (const attempt of order.attempts) {
    const dojo = attempt.intentId ? await askDojo(attempt.intentId) : null;
    const differs =
      dojo !== null && ("error" in dojo ? dojo.gone : differenceOf(attempt, dojo, order) !== null);
    attempts.push({ ...attempt, dojo, differs, silent: dojo !== null && "error" in dojo && !dojo.gone });
  }
  return { ...order, attempts };
}

export type OperatorsOrder = NonNullable<Awaited<ReturnType<typeof describeForOperator>>>;

async function askDojo(intentId: string): Promise<PaymentIntent | { error: string; gone: boolean }> {
  try {
    return await fetchPaymentIntent(intentId);
  } catch (error) {
    if (error instanceof DojoError) return { error: error.message, gone: error.kind === "not-found" };
    throw error;
  }
}
