import "server-only";
import type { AlertName } from "@/lib/alerts/alerts-over";
import { clearedOf } from "@/lib/alerts/clear-alerts";
import { clearAlert } from "@/lib/alerts/raise-alert";
import type { AttemptMirror } from "@/lib/checkout/mirror-attempt";
import { applySnapshot } from "@/lib/checkout/settle-order";
import { dojoAccount } from "@/lib/customers/dojo-account";
import { db } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { fetchPaymentIntent, type PaymentIntent } from "@/lib/dojo/payment-intents";
import { scanPaymentIntents } from "@/lib/dojo/scan-payment-intents";
import { env } from "@/lib/env";
import { findDifference, isOver, YOUNG_MS } from "@/lib/reconcile/find-difference";
import { recordBreak } from "@/lib/reconcile/record-break";

const PAGE = 100;
/** In ms: Dojo's clock may be this far from ours. */
const SLACK_MS = 15 * 60_000;

export type Comparison = { compared: number; differences: number };

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
  const result: Comparison = { compared: 0, differences: 0 };
  let page: PaymentIntent[] = [];
  const flush = async () => {
    for (const intent of page) seen.add(intent.id);
    result.compared += page.length;
    result.differences += await comparePage(page, now);
    page = [];
  };
  for await (const intent of scanPaymentIntents({ start: new Date(since.getTime() - SLACK_MS) }))
    if (page.push(intent) === PAGE) {
      signal?.throwIfAborted();
      await flush();
    }
  await flush();
  await clearAlert("key-refused", dojoAccount());
  const ours = env().DOJO_ACCOUNT_ID;
  if (ours) await clearAlert("event-foreign", ours);
  result.differences += await findMissing(seen, since, now);
  return result;
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
    if (told) {
      differences += 1;
      await recordBreak(intent.id, told, (await applySnapshot(intent)) !== null);
    } else over.push(...overOf(intent));
  }
  await db().$executeRaw`${clearedOf(over)}`;
  return differences;
}

/** Nothing differs, so whatever was told of this payment is over. */
function overOf(intent: PaymentIntent): AlertName[] {
  const kinds: AlertName["kind"][] = ["reconciliation-break", "event-orphan"];
  if (isOver(intent)) kinds.push("intent-wrong");
  return kinds.map((kind) => ({ kind, subject: intent.id }));
}

/** Ours that the search did not show: asked for one by one before anything is said. */
async function findMissing(seen: ReadonlySet<string>, since: Date, now: Date): Promise<number> {
  const ours = await db().paymentAttempt.findMany({
    where: {
      intentId: { not: null },
      createdAt: { gte: since, lt: new Date(now.getTime() - YOUNG_MS) },
      state: { in: ["OPEN", "CAPTURED"] },
    },
    select: { intentId: true, state: true },
  });
  let differences = 0;
  for (const { intentId, state } of ours) {
    if (!intentId || seen.has(intentId)) continue;
    if (await isThere(intentId)) await clearAlert("reconciliation-break", intentId);
    else {
      differences += 1;
      await recordBreak(intentId, `Dojo does not know it, we had ${state}`, false);
    }
  }
  return differences;
}

async function isThere(intentId: string): Promise<boolean> {
  try {
    await applySnapshot(await fetchPaymentIntent(intentId));
    return true;
  } catch (error) {
    if (error instanceof DojoError && error.kind === "not-found") return false;
    throw error;
  }
}
