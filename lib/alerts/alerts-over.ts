import type { AlertKind } from "@/lib/alerts/alert-kinds";
import { type AttemptMirror, CLOSED, keptMinor, tookMoney } from "@/lib/checkout/mirror-attempt";

export type AlertName = { kind: AlertKind; subject: string };
type Attempt = AttemptMirror & { id: string; intentId: string | null };
export type Settled = { attempts: readonly Attempt[]; seen?: Attempt };

/** What one settling shows to be over, the order's own alerts aside; pure. */
export function alertsOver({ seen }: Settled): AlertName[] {
  if (!seen || seen.state === "SENDING" || seen.state === "UNKNOWN") return [];
  const { id, intentId, state } = seen;
  const known: AlertName = { kind: "attempt-unknown", subject: id };
  if (!intentId) return [known];
  const kinds: AlertKind[] = CLOSED.includes(state) ? ["event-orphan", "intent-wrong"] : ["event-orphan"];
  return [known, ...kinds.map((kind) => ({ kind, subject: intentId }))];
}

/** Attempts of whose money nothing is kept: no failed refund of theirs is anybody's trouble any more. Pure. */
export function givenBackAttempts({ attempts }: Settled): string[] {
  return attempts.flatMap((attempt) => (tookMoney(attempt) && keptMinor(attempt) === 0 ? [attempt.id] : []));
}
