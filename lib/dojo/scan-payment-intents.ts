import "server-only";
import { DojoError } from "@/lib/dojo/errors";
import { type PaymentIntent, searchPaymentIntents } from "@/lib/dojo/payment-intents";

/** A cursor that Dojo no longer knows starts the search again, this often. */
const RESTARTS = 2;

/**
 * Every payment intent that Dojo made between two moments, each once, whatever the order of the pages and however
 * often one repeats an item. Dojo's clock need not be ours: callers leave room. Throws `DojoError`.
 */
export async function* scanPaymentIntents(span: { start: Date; end?: Date }): AsyncGenerator<PaymentIntent> {
  const seen = new Set<string>();
  let after: string | undefined;
  for (let restarts = 0; ; ) {
    try {
      const page = await searchPaymentIntents({ ...span, after });
      const fresh = page.intents.filter(({ id }) => !seen.has(id));
      for (const intent of fresh) seen.add(intent.id);
      yield* fresh;
      if (!page.after || page.after === after) return;
      after = page.after;
    } catch (error) {
      const lost = after !== undefined && error instanceof DojoError && error.kind === "refused";
      if (!lost || restarts >= RESTARTS) throw error;
      restarts += 1;
      after = undefined;
    }
  }
}
