import { isExpired } from "../cards";
import type { Intent, PendingPayment } from "../entities";
import type { World } from "../world";
import { type Instrument, storedInstrument, storeInstrument } from "./instrument";
import { recordDecline, settle } from "./settle";

/** Asks a slow bank. The question is stored, so a restart does not lose it, and the answer comes by the clock. */
export function askSlowBank(
  world: World,
  intent: Intent,
  instrument: Instrument,
  save: boolean,
  transactionId: string,
): void {
  const { store, clock, settings } = world;
  const pending = store.write(() =>
    store.pendingPayments.put({
      id: intent.id,
      paymentIntentId: intent.id,
      ...storeInstrument(instrument),
      save,
      transactionId,
      dueAt: clock.iso(clock.now() + settings.slowIssuerMs),
    }),
  );
  planPending(world, pending);
}

export function isPending(world: World, intent: Intent): boolean {
  return intent.status === "Created" && world.store.pendingPayments.get(intent.id) !== undefined;
}

/** Plans the bank's answer: when it is asked, and again at every start. */
export function planPending(world: World, pending: PendingPayment): void {
  world.clock.schedule(`pending:${pending.id}`, Date.parse(pending.dueAt), () => decide(world, pending));
}

/**
 * Nothing is taken from an intent that ended meanwhile. `dueAt` is compared with `expireAt`, not with now: a clock
 * that jumps over both decides as one that ticks.
 */
function decide(world: World, pending: PendingPayment): void {
  const { store } = world;
  store.write(() => {
    store.pendingPayments.remove(pending.id);
    const intent = store.intents.get(pending.paymentIntentId);
    const instrument = storedInstrument(pending);
    if (intent?.status !== "Created" || !instrument) return;
    const dueAtMs = Date.parse(pending.dueAt);
    if (dueAtMs >= Date.parse(intent.expireAt)) return;
    const { save, transactionId } = pending;
    if (isExpired(instrument.expiryDate, dueAtMs)) {
      recordDecline(world, intent, { instrument, reason: "expired", transactionId, save });
    } else settle(world, intent, instrument, save, transactionId);
  });
}
