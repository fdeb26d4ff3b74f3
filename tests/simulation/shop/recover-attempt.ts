import type { LostAttempt } from "@/lib/checkout/judge-lost";
import type { Task } from "../engine/process";
import type { World } from "../world/world";
import { giveUpAttempt } from "./attempts";
import { cancelAtDojo } from "./cancel-at-dojo";
import { searchPaymentIntents } from "./dojo-calls";
import { settleIntent, settleKnown } from "./settle-order";

/* lib/checkout/recover-attempt.ts. */

const SLACK_MS = 15 * 60_000;
const ALERT_AFTER_MS = 15 * 60_000;

type Lost = LostAttempt & { orderId: string; sentMs: number };

export function* recoverAttempt(world: World, attemptId: string): Task<boolean> {
  yield* giveUpAttempt(world, attemptId, "UNKNOWN");
  const lost = yield* findLost(world, attemptId);
  if (!lost) return true;
  const known = yield* lookFor(world, lost);
  if (known && lost.ageMs > ALERT_AFTER_MS)
    yield* world.transaction((database) => database.clear("attempt-unknown", attemptId));
  return known;
}

function* lookFor(world: World, lost: Lost): Task<boolean> {
  const { rules } = world.design;
  const { sentMs } = lost;
  const all = yield* searchPaymentIntents(world, sentMs - SLACK_MS, sentMs + SLACK_MS);
  const found = rules.judgeLost(
    all.filter((intent) => rules.isIntentOf(intent, lost)),
    lost,
  );
  world.watch.searched(lost.id, lost.ageMs);
  if (found.kind === "there") {
    yield* settleIntent(world, found.first.id);
    for (const { id } of found.more) yield* cancelAtDojo(world, id);
  }
  if (found.kind === "absent") yield* settleKnown(world, lost.orderId, { absent: lost.id });
  if (found.kind === "still-absent") yield* settleKnown(world, lost.orderId);
  return found.kind !== "not-yet";
}

function* findLost(world: World, attemptId: string): Task<Lost | null> {
  const lost = yield* world.transaction((database) => {
    const attempt = database.attempts.find(({ id }) => id === attemptId);
    if (attempt?.intentId !== null || !["UNKNOWN", "NOT_CREATED"].includes(attempt.state)) return null;
    const { sentMs } = attempt;
    return sentMs === null ? null : { ...attempt, sentMs, ageMs: world.time.nowMs - sentMs };
  });
  if (lost?.state === "UNKNOWN" && lost.ageMs > ALERT_AFTER_MS)
    yield* world.transaction((database) => database.raise("attempt-unknown", attemptId, lost.reference));
  return lost;
}
