import "server-only";
import { DojoError } from "@/lib/dojo/errors";
import { isIntentOf, type Sought } from "@/lib/dojo/is-intent-of";
import { type PaymentIntent, searchPaymentIntents, type UnreadableIntent } from "@/lib/dojo/payment-intents";

/** A cursor that Dojo no longer knows starts the search again, this often. */
const RESTARTS = 2;

/** Dojo's clock need not be ours: callers leave room. */
type Span = { start: Date; end?: Date };
type Doubt =
  /** Somebody looks for this one, and concludes from a finished scan that it is not there. */
  | { sought: Sought }
  /** Gets each item that cannot be read; what it throws ends the scan. */
  | { onUnreadable: (item: UnreadableIntent) => void };

/**
 * Every payment intent that Dojo made between two moments, each once, whatever the order of the pages and however
 * often one repeats an item. Throws `DojoError`: "invalid-answer" at the end when the one that is `sought` was not
 * among them and may be one of those that could not be read, because then it must not count as absent.
 */
export async function* scanPaymentIntents(look: Span & Doubt): AsyncGenerator<PaymentIntent> {
  const { start, end } = look;
  const sought = "sought" in look ? look.sought : null;
  const [seen, unread] = [new Set<string>(), new Set<string>()];
  let found = false;
  let doubtful: UnreadableIntent | undefined;
  let after: string | undefined;
  for (let restarts = 0; ; ) {
    try {
      const page = await searchPaymentIntents({ start, end, after });
      for (const item of page.unreadable.filter(({ id }) => id === null || isNew(id, unread)))
        if ("onUnreadable" in look) look.onUnreadable(item);
        else if (mayBe(item, look.sought)) doubtful ??= item;
      const fresh = page.intents.filter(({ id }) => isNew(id, seen));
      if (sought) found ||= fresh.some((intent) => isIntentOf(intent, sought));
      yield* fresh;
      if (!page.after || page.after === after) break;
      after = page.after;
    } catch (error) {
      const lost = after !== undefined && error instanceof DojoError && error.kind === "refused";
      if (!lost || restarts >= RESTARTS) throw error;
      restarts += 1;
      after = undefined;
    }
  }
  if (!doubtful || found) return;
  const detail = `unexpected ${doubtful.why} of what may be the one looked for`;
  throw new DojoError("invalid-answer", { operation: "PaymentIntents_Search", detail });
}

function isNew(id: string, known: Set<string>): boolean {
  return !known.has(id) && known.add(id) === known;
}

/** Our mark decides where it can be read, for nobody else has it; then the reference. Neither says nothing. */
function mayBe({ attemptId, reference }: UnreadableIntent, sought: Sought): boolean {
  if (attemptId !== null) return attemptId === sought.id;
  return reference === null || reference === sought.reference;
}
