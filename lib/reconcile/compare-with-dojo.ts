import "server-only";
import type { AlertName } from "@/lib/alerts/alerts-over";
import { clearedOf } from "@/lib/alerts/clear-alerts";
import { clearAlert } from "@/lib/alerts/raise-alert";
import type { AttemptMirror } from "@/lib/checkout/mirror-attempt";
import { applySnapshot } from "@/lib/checkout/settle-order";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { db } from "@/lib/db/client";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { scanPaymentIntents } from "@/lib/dojo/scan-payment-intents";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { findDifference, isOver } from "@/lib/reconcile/find-difference";
import { findMissing } from "@/lib/reconcile/find-missing";
import { recordBreak } from "@/lib/reconcile/record-break";
import { countUnreadable } from "@/lib/reconcile/tell-unreadable";

const PAGE = 100;
/** In ms: Dojo's clock may be this far from ours. */
const SLACK_MS = 15 * 60_000;

export type Comparison = {
  compared: number;
  differences: number;
  /** Listed by Dojo in a way that cannot be read: those with our mark are breaks, of the others this is all. */
  unreadable: number;
  /** Ours of which Dojo did not speak this time. */
  unasked: number;
};

/**
 * Compares every payment that Dojo made in the last `days` days with ours, both ways, and writes a row for each
 * difference: refunds made in Dojo's portal, payments that nobody told us of, payments that Dojo does not have. What
 * Dojo knows better is applied by the same settling. The API reads a hundred payments a call. Throws `DojoError`.
 */
export async function compareWithDojo(days: number, signal?: AbortSignal): Promise<Comparison> {
  const [{ now, since }] = (await db().$queryRaw<{ now: Date; since: Date }[]>`
    SELECT shop_now() AS now, shop_now() - ${days}::float8 * interval '1 day' AS since`) as [
    { now: Date; since: Date },
  ];
  const seen = new Set<string>();
  const unreadable = countUnreadable();
  const result: Comparison = { compared: 0, differences: 0, unreadable: 0, unasked: 0 };
  let page: PaymentIntent[] = [];
  const flush = async () => {
    for (const intent of page) seen.add(intent.id);
    result.compared += page.length;
    result.differences += await comparePage(page, now);
    page = [];
  };
  const start = new Date(since.getTime() - SLACK_MS);
  for await (const intent of scanPaymentIntents({ start, onUnreadable: unreadable.take }))
    if (page.push(intent) === PAGE) {
      signal?.throwIfAborted();
      await flush();
    }
  await flush();
  const { ours, foreign } = await unreadable.tell();
  const missing = await findMissing(seen, { since, now }, signal);
  result.differences += ours + missing.differences;
  // Only now: the key was taken for every kind of call that is made here.
  await clearAlert("key-refused", dojoAccount());
  const account = env().DOJO_ACCOUNT_ID;
  if (account) await clearAlert("event-foreign", account);
  return { ...result, unreadable: ours + foreign, unasked: missing.unasked };
}

type Mirror = AttemptMirror & { id: string; intentId: string; totalMinor: number; currency: string };

async function comparePage(page: readonly PaymentIntent[], now: Date): Promise<number> {
  const mirrors = await db().$queryRaw<Mirror[]>`
    SELECT a.id, a."intentId", a.state::text AS state, a.reference, a."customerId", a."capturedMinor",
      a."refundedMinor", a.mismatch, a."dojoStatus", a."resultCode", o."totalMinor", o.currency
    FROM "PaymentAttempt" a JOIN "Order" o ON o.id = a."orderId"
    WHERE a."intentId" = ANY(${page.map(({ id }) => id)})`;
  const byIntent = new Map(mirrors.map((mirror) => [mirror.intentId, mirror]));
  const over: AlertName[] = [];
  let differences = 0;
  for (const intent of page) {
    const mirror = byIntent.get(intent.id);
    const told = findDifference(mirror, intent, now.getTime());
    const mended = told !== null && (await mend(intent));
    const harmless = !mirror && !mended && isOver(intent);
    if (told === null || harmless) over.push(...overOf(intent));
    else {
      differences += 1;
      await recordBreak(intent.id, told, mended);
    }
  }
  await db().$executeRaw`${clearedOf(over)}`;
  return differences;
}

/** Nothing differs, so whatever was told of this payment is over; one that could not be read was told of by our mark. */
function overOf(intent: PaymentIntent): AlertName[] {
  const kinds: AlertName["kind"][] = ["reconciliation-break", "event-orphan"];
  if (isOver(intent)) kinds.push("intent-wrong");
  const names: AlertName[] = kinds.map((kind) => ({ kind, subject: intent.id }));
  return intent.attemptId ? [...names, { kind: "reconciliation-break", subject: intent.attemptId }] : names;
}

/** One that cannot be settled is told of like one that nobody here knows, and the others are compared all the same. */
async function mend(intent: PaymentIntent): Promise<boolean> {
  try {
    return (await applySnapshot(intent)) !== null;
  } catch (error) {
    log.error({ intentId: intent.id, error: String(error) }, "a difference could not be mended");
    return false;
  }
}
