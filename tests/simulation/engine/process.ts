import type { Random } from "../../setup/random";
import type { Timetable } from "./timetable";

/** A piece of the shop's asynchronous code: it yields, at every `await` of the real one, how many ms pass. */
export type Task<T> = Generator<number, T, void>;

/** Yielded in place of a time: somebody else wakes it. */
const PARKED = -1;

export type Ending<T> = { kind: "done"; value: T } | { kind: "failed"; error: unknown } | { kind: "crashed" };

type Thread = { epoch: number; resume: () => void; end: (ending: Ending<unknown>) => void };

type Trouble = {
  /** Per step. */
  crash: () => number;
  freeze: () => number;
  onCrash: () => void;
  onStep: () => void;
  /** What the shop's own error pages cover; anything else is a mistake, and ends the run. */
  isExpected: (error: unknown) => boolean;
};

/**
 * A process that may die at any step. What it holds in memory dies with it; what it asked of others goes on.
 * A frozen thread wakes much later, believing that no time has passed: a zombie.
 */
export class Process {
  /** In memory only. */
  memory = { draining: false, arrived: false };
  private epoch = 0;
  private upAtMs = 0;
  private readonly threads = new Set<Thread>();
  private current: Thread | null = null;

  constructor(
    readonly name: string,
    private readonly time: Timetable,
    private readonly random: Random,
    private readonly trouble: Trouble,
  ) {}

  isUp(): boolean {
    return this.time.nowMs >= this.upAtMs;
  }

  start<T>(task: Task<T>, end: (ending: Ending<T>) => void): void {
    const thread: Thread = {
      epoch: this.epoch,
      resume: () => this.step(thread, task),
      end: end as (ending: Ending<unknown>) => void,
    };
    this.threads.add(thread);
    this.time.after(0, thread.resume);
  }

  /** As `Promise.all`: the first error is thrown, after all have ended. */
  *together(tasks: readonly Task<unknown>[]): Task<void> {
    const waiting = this.current;
    let left = tasks.length;
    let failed: { error: unknown } | null = null;
    for (const task of tasks)
      this.start(task, (ending) => {
        left -= 1;
        if (ending.kind === "failed") failed ??= ending;
        if (left === 0 && ending.kind !== "crashed") waiting?.resume();
      });
    if (left > 0) yield PARKED;
    if (failed) throw (failed as { error: unknown }).error;
  }

  crash(downMs: number): void {
    this.epoch += 1;
    this.upAtMs = this.time.nowMs + downMs;
    this.memory = { draining: false, arrived: false };
    const dead = [...this.threads];
    this.threads.clear();
    for (const thread of dead) thread.end({ kind: "crashed" });
  }

  private step(thread: Thread, task: Task<unknown>): void {
    if (thread.epoch !== this.epoch) return;
    this.trouble.onStep();
    if (this.random.chance(this.trouble.crash())) {
      this.trouble.onCrash();
      this.crash(this.random.between(200, 20_000));
      return;
    }
    if (this.random.chance(this.trouble.freeze())) {
      this.time.after(this.random.between(5_000, 90_000), thread.resume);
      return;
    }
    this.current = thread;
    const ending = this.advance(task);
    if (typeof ending === "number") {
      if (ending !== PARKED) this.time.after(ending, thread.resume);
      return;
    }
    this.threads.delete(thread);
    thread.end(ending);
  }

  private advance(task: Task<unknown>): number | Ending<unknown> {
    try {
      const { done, value } = task.next();
      return done ? { kind: "done", value } : (value as number);
    } catch (error) {
      if (!this.trouble.isExpected(error)) throw error;
      return { kind: "failed", error };
    }
  }
}
