import { DojoError } from "@/lib/dojo/errors";
import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import type { Process, Task } from "../engine/process";
import { DatabaseBusy } from "../world/database";
import type { EventRow } from "../world/rows";
import type { World } from "../world/world";
import { fetchPaymentIntent } from "./dojo-calls";
import { applySnapshot } from "./settle-order";

/* lib/checkout/receive-webhook.ts and process-webhook-events.ts. */

const BATCH = 100;
const AT_ONCE = 4;
const LEASE_MS = 30_000;
const STUCK_AFTER_MS = 60 * 60_000;

export function* receiveEvent(world: World, shop: Process, eventId: string, intentId: string): Task<void> {
  if (!world.design.storeBeforeAnswer) world.watch.answered(eventId);
  yield* world.transaction((database) => {
    const { nowMs } = world.time;
    const known = database.events.get(eventId);
    if (!known)
      database.events.set(eventId, {
        id: eventId,
        intentId,
        receivedMs: nowMs,
        nextTryMs: nowMs,
        tries: 0,
        outcome: null,
      });
    else if (known.outcome === null) known.nextTryMs = Math.min(known.nextTryMs, nowMs);
  });
  world.watch.answered(eventId);
  yield* processEvents(world, shop);
}

/** One drain per process, held in memory. */
export function* processEvents(world: World, shop: Process): Task<void> {
  shop.memory.arrived = true;
  if (shop.memory.draining) return;
  shop.memory.draining = true;
  try {
    while (shop.memory.arrived) {
      shop.memory.arrived = false;
      const events = yield* claimDue(world);
      if (events.length === BATCH) shop.memory.arrived = true;
      const groups = groupByIntent(events);
      const next = function* (): Task<void> {
        for (let group = groups.pop(); group; group = groups.pop()) yield* work(world, group);
      };
      yield* shop.together(Array.from({ length: Math.min(AT_ONCE, groups.length) }, next));
    }
  } finally {
    shop.memory.draining = false;
  }
}

function groupByIntent(events: readonly EventRow[]): EventRow[][] {
  const groups = new Map<string, EventRow[]>();
  for (const event of events) groups.set(event.intentId, [...(groups.get(event.intentId) ?? []), event]);
  return [...groups.values()];
}

function* claimDue(world: World): Task<EventRow[]> {
  return yield* world.transaction((database) => {
    const { nowMs } = world.time;
    const due = [...database.events.values()].filter(
      ({ outcome, nextTryMs }) => outcome === null && nextTryMs <= nowMs,
    );
    for (const event of due) Object.assign(event, { tries: event.tries + 1, nextTryMs: nowMs + LEASE_MS });
    return due.slice(0, BATCH).map((event) => ({ ...event }));
  });
}

function* work(world: World, events: EventRow[]): Task<void> {
  const ids = events.map(({ id }) => id);
  const agesMs = events.map(({ receivedMs }) => world.time.nowMs - receivedMs);
  const isOld = agesMs.some((ageMs) => ageMs > STUCK_AFTER_MS);
  const intentId = events[0]?.intentId ?? "";
  try {
    const outcome = yield* apply(world, intentId, agesMs);
    if (outcome !== "not yet") {
      yield* finish(world, ids, outcome);
      if (isOld) yield* world.transaction((database) => database.clear("event-stuck", intentId));
      return;
    }
  } catch (error) {
    if (!(error instanceof DojoError) && !(error instanceof DatabaseBusy)) throw error;
  }
  yield* world.transaction((database) => {
    for (const event of database.events.values())
      if (ids.includes(event.id) && event.outcome === null)
        event.nextTryMs = world.time.nowMs + Math.min(900, 5 * 2 ** Math.min(event.tries - 1, 10)) * 1_000;
  });
  if (isOld) yield* world.transaction((database) => database.raise("event-stuck", intentId, "not applied"));
}

function* apply(world: World, intentId: string, agesMs: number[]): Task<string> {
  const intent = yield* fetchOrNull(world, intentId);
  const status = intent && (yield* applySnapshot(world, intent));
  const outcome = world.design.rules.judgeEvents(intent, status, agesMs);
  if (outcome === "orphan")
    yield* world.transaction((database) => database.raise("event-orphan", intentId, "orphan"));
  return outcome;
}

function* fetchOrNull(world: World, intentId: string): Task<PaymentIntent | null> {
  try {
    return yield* fetchPaymentIntent(world, intentId);
  } catch (error) {
    if (error instanceof DojoError && error.kind === "not-found") return null;
    throw error;
  }
}

function* finish(world: World, ids: string[], outcome: string): Task<void> {
  yield* world.transaction((database) => {
    for (const id of ids) {
      const event = database.events.get(id);
      if (event?.outcome === null) event.outcome = outcome;
    }
  });
}
