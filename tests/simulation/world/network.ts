import { DojoError } from "@/lib/dojo/errors";
import type { Random } from "../../setup/random";
import type { Task } from "../engine/process";
import type { Timetable } from "../engine/timetable";
import { refusal } from "./dojo";
import type { Counts, Odds } from "./odds";

const DEADLINE_MS = 8_000;
const RETRIES = 2;

export type Call<T> = {
  operation: string;
  /** What Dojo does and answers, when the request gets there. */
  commit: () => T;
  /** A GET, or a POST with an idempotency key. */
  repeatable: boolean;
  deadlineMs?: number;
};

type Answer<T> = { value: T } | { error: unknown };

/** The way to Dojo: `callDojo` with its one deadline and its repeats, over a line on which anything may be lost. */
export class Network {
  constructor(
    private readonly time: Timetable,
    private readonly random: Random,
    private readonly odds: () => Odds,
    private readonly counts: Counts,
    private readonly allowSending: () => void,
  ) {}

  *call<T>(call: Call<T>): Task<T> {
    const stopMs = this.time.nowMs + (call.deadlineMs ?? DEADLINE_MS);
    const tries = call.repeatable ? 1 + RETRIES : 1;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return yield* this.exchange(call, stopMs);
      } catch (error) {
        const again =
          error instanceof DojoError && error.retryable && attempt < tries && this.time.nowMs < stopMs;
        if (!again) throw error;
        yield this.random.between(50, 150) * attempt;
      }
    }
  }

  /** The request leaves, Dojo commits, the answer arrives; each of the three may fail, and the caller may die between. */
  private *exchange<T>(call: Call<T>, stopMs: number): Task<T> {
    const { random, counts, time } = this;
    const odds = this.odds();
    yield random.between(1, 15);
    this.allowSending();
    counts.exchanges += 1;
    const fate = random.next();
    const leftMs = Math.max(1, stopMs - time.nowMs);
    let bar = odds.outage ? 0.7 : odds.dropped;
    if (fate < bar) {
      counts.dropped += 1;
      return yield* this.silence(call, leftMs);
    }
    bar += odds.outage ? 0.3 : odds.refusedBefore;
    if (fate < bar) {
      yield random.between(5, 200);
      throw refusal(call.operation, random.pick([500, 503, 503, 429]));
    }
    bar += odds.late;
    if (fate < bar) {
      counts.lateCommits += 1;
      this.commitAfter(random.between(4_000, random.pick([20_000, 90_000, 400_000, 1_300_000])), call);
      return yield* this.silence(call, leftMs);
    }
    const there = random.between(10, 120);
    const answer = this.commitAfter(there, call);
    bar += odds.lostReply;
    if (fate < bar) {
      counts.lostReplies += 1;
      return yield* this.silence(call, leftMs);
    }
    yield Math.min(leftMs, there + random.between(5, 120));
    bar += odds.brokenAfter;
    if (fate < bar) throw refusal(call.operation, 502);
    const told = answer();
    if (!told) throw new DojoError("timeout", { operation: call.operation });
    if ("error" in told) throw told.error;
    return told.value;
  }

  /** A broken connection is noticed at once, an answer that never comes at the deadline. */
  private *silence<T>({ operation }: Call<T>, leftMs: number): Task<T> {
    const broken = this.random.chance(0.5);
    yield broken ? Math.min(leftMs, this.random.between(20, 2_000)) : leftMs;
    throw new DojoError(broken ? "network" : "timeout", { operation });
  }

  private commitAfter<T>(ms: number, { commit }: Call<T>): () => Answer<T> | undefined {
    let answer: Answer<T> | undefined;
    this.time.after(ms, () => {
      try {
        answer = { value: commit() };
      } catch (error) {
        if (!(error instanceof DojoError)) throw error;
        answer = { error };
      }
    });
    return () => answer;
  }
}
