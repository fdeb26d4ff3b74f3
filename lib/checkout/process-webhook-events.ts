import "server-only";
import { clearAlert, raiseAlert } from "@/lib/alerts/raise-alert";
import { tellKeyRefused, tellKeyTaken } from "@/lib/alerts/tell-key-refused";
import { judgeEvents } from "@/lib/checkout/judge-event";
import { applySnapshot } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { fetchPaymentIntent, type PaymentIntent } from "@/lib/dojo/payment-intents";
import { env } from "@/lib/env";
import { groupBy } from "@/lib/group-by";
import { inParallel } from "@/lib/in-parallel";
import { log } from "@/lib/log";

const BATCH = 100;
const AT_ONCE = 4;
/** In seconds: whoever claimed an event and did not finish it by then is gone. */
const LEASE_SECONDS = 30;
/** Tried often by then: it does not go away by itself. */
const STUCK_AFTER_MS = 60 * 60_000;
let draining: Promise<void> | null = null;
let arrived = false;

/**
 * Works off the inbox after the answer is sent: this event, and any that an earlier process did not live to apply.
 * One drain per process; deliveries that come meanwhile are taken by its next round. Once `signal` is aborted it
 * ends after the event in hand.
 */
export function processWebhookEvents(signal?: AbortSignal): Promise<void> {
  arrived = true;
  draining ??= drain(signal);
  return draining;
}

async function drain(signal?: AbortSignal): Promise<void> {
  try {
    while (arrived && !signal?.aborted) {
      arrived = false;
      const events = await claimDue();
      if (events.length === BATCH) arrived = true;
      const groups = groupBy(events, ({ accountId, intentId }) => `${accountId} ${intentId}`);
      await inParallel([...groups.values()], AT_ONCE, work, signal);
    }
  } finally {
    // In the same breath as the last look at `arrived`, or a delivery in between would wake nobody.
    draining = null;
  }
}

type Waiting = {
  id: string;
  event: string;
  accountId: string | null;
  intentId: string | null;
  ageMs: number;
};

/** Several processes drain at once: each event is one's for a while, and comes back by itself. From 5 s to 15 min. */
async function claimDue(): Promise<Waiting[]> {
  return db().$queryRaw<Waiting[]>`
    UPDATE "WebhookEvent" SET tries = tries + 1, "nextTryAt" = shop_now() + ${LEASE_SECONDS}::int * interval '1 second'
    WHERE id IN (
      SELECT id FROM "WebhookEvent" WHERE "processedAt" IS NULL AND "nextTryAt" <= shop_now()
      ORDER BY "nextTryAt" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    RETURNING id, event, "accountId", "intentId", (extract(epoch FROM shop_now() - "receivedAt") * 1000)::float8 AS "ageMs"`;
}

/** All that came about one payment: Dojo is asked once. Marked done only after its order is settled. */
async function work(events: Waiting[]): Promise<void> {
  const ids = events.map(({ id }) => id);
  let failure: unknown;
  try {
    const outcome = await apply(events);
    if (outcome !== "not yet") return await finish(events, outcome);
  } catch (error) {
    failure = error;
    log.warn({ eventIds: ids, error: String(error) }, "webhook events not applied yet");
  }
  await db().$executeRaw`
    UPDATE "WebhookEvent" SET "nextTryAt" = shop_now() + least(900, 5 * 2 ^ least(tries - 1, 10)) * interval '1 second'
    WHERE id = ANY(${ids}) AND "processedAt" IS NULL`;
  await tellKeyRefused(failure);
  if (isOld(events)) await raiseAlert("event-stuck", subjectOf(events), whyStuck(events, failure));
}

function isOld(events: readonly Waiting[]): boolean {
  return events.some(({ ageMs }) => ageMs > STUCK_AFTER_MS);
}

function subjectOf([first]: readonly Waiting[]): string {
  return first?.intentId ?? first?.id ?? "";
}

/** An error of our own may quote what it was about, so it stays in the log. */
function whyStuck(events: readonly Waiting[], failure: unknown): string {
  const hours = Math.floor(Math.max(...events.map(({ ageMs }) => ageMs)) / STUCK_AFTER_MS);
  const why = failure instanceof DojoError ? failure.message : "the log says why";
  return `An event about payment ${subjectOf(events)} could not be applied for ${hours} h: ${why}.`;
}

async function apply(events: Waiting[]): Promise<string> {
  const { intentId, accountId } = events[0] ?? {};
  const ours = env().DOJO_ACCOUNT_ID;
  if (ours && accountId && accountId !== ours) {
    await raiseAlert("event-foreign", accountId, `Dojo account ${accountId} sends its events here.`);
    return "another account";
  }
  if (!intentId || !events.some(({ event }) => event === "payment_intent.status_updated")) return "ignored";
  const intent = await fetchOrNull(intentId);
  const status = intent && (await applySnapshot(intent));
  const outcome = judgeEvents(
    intent,
    status,
    events.map(({ ageMs }) => ageMs),
  );
  if (outcome !== "orphan") return outcome;
  const what = intent ? "carries our mark, and no order here knows it" : "is unknown at Dojo";
  await raiseAlert("event-orphan", intentId, `Payment ${intentId}, which an event told of, ${what}.`);
  return outcome;
}

/** Null while Dojo does not know it: an event may be ahead of the read side. */
async function fetchOrNull(intentId: string): Promise<PaymentIntent | null> {
  try {
    const intent = await fetchPaymentIntent(intentId);
    await tellKeyTaken();
    return intent;
  } catch (error) {
    if (error instanceof DojoError && error.kind === "not-found") return null;
    throw error;
  }
}

async function finish(events: readonly Waiting[], outcome: string): Promise<void> {
  await db().$executeRaw`
    UPDATE "WebhookEvent" SET "processedAt" = shop_now(), outcome = ${outcome}
    WHERE id = ANY(${events.map(({ id }) => id)}) AND "processedAt" IS NULL`;
  if (isOld(events)) await clearAlert("event-stuck", subjectOf(events));
}
