import { DojoError } from "@/lib/dojo/errors";
import { isOver, YOUNG_MS } from "@/lib/reconcile/find-difference";
import type { Task } from "../engine/process";
import type { World } from "../world/world";
import { fetchPaymentIntent, searchPaymentIntents } from "./dojo-calls";
import { applySnapshot } from "./settle-order";

/* lib/reconcile/compare-with-dojo.ts and find-missing.ts, over the last two days. */

const SPAN_MS = 2 * 24 * 60 * 60_000;
const SLACK_MS = 15 * 60_000;
const MOST_UNASKED = 10;

/** How many differences it found. */
export function* compareWithDojo(world: World): Task<number> {
  const { nowMs } = world.time;
  const page = yield* searchPaymentIntents(world, nowMs - SPAN_MS - SLACK_MS, Number.POSITIVE_INFINITY);
  const mirrors = yield* world.transaction((database) =>
    page.map(({ id }) => {
      const mirror = database.attempts.find(({ intentId }) => intentId === id);
      return mirror && { ...database.order(mirror.orderId), ...mirror };
    }),
  );
  const over: string[] = [];
  let differences = 0;
  for (const [at, intent] of page.entries()) {
    const told = world.design.rules.findDifference(mirrors[at], intent, nowMs);
    const mended = told !== null && (yield* applySnapshot(world, intent)) !== null;
    if (told === null || (!mirrors[at] && !mended && isOver(intent))) over.push(intent.id);
    else {
      differences += 1;
      if (!mended)
        yield* world.transaction((database) => database.raise("reconciliation-break", intent.id, "nobody's"));
    }
  }
  yield* world.transaction((database) => {
    for (const id of over)
      for (const kind of ["reconciliation-break", "event-orphan"]) database.clear(kind, id);
  });
  const seen = new Set(page.map(({ id }) => id));
  return differences + (yield* findMissing(world, seen, nowMs));
}

function* findMissing(world: World, seen: ReadonlySet<string>, nowMs: number): Task<number> {
  const ours = yield* world.transaction((database) =>
    database.attempts.flatMap(({ intentId, state, createdMs }) =>
      intentId && (state === "OPEN" || state === "CAPTURED") && createdMs < nowMs - YOUNG_MS
        ? [intentId]
        : [],
    ),
  );
  let differences = 0;
  let unasked = 0;
  for (const intentId of ours.filter((each) => !seen.has(each))) {
    const error = yield* ask(world, intentId);
    if (error?.retryable) {
      unasked += 1;
      if (unasked >= MOST_UNASKED) throw error;
      continue;
    }
    if (error) differences += 1;
    yield* world.transaction((database) =>
      error
        ? database.raise("reconciliation-break", intentId, error.kind)
        : database.clear("reconciliation-break", intentId),
    );
  }
  return differences;
}

function* ask(world: World, intentId: string): Task<DojoError | null> {
  try {
    yield* applySnapshot(world, yield* fetchPaymentIntent(world, intentId));
    return null;
  } catch (error) {
    if (error instanceof DojoError) return error;
    throw error;
  }
}
