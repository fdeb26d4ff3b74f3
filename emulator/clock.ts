/** Milliseconds since the epoch, as `Date.now` gives them. */
export type Now = () => number;

/** `cleared` runs instead when the clock is cleared. */
type Task = { at: number; run: () => void; cleared?: () => void };

/** Hears of a task that failed: nobody has called it, so nobody could catch it. */
type Report = (error: unknown) => void;

const LONGEST_TIMEOUT_MS = 2_147_483_647;

/**
 * One virtual clock for everything that waits: secrets, intents, card expiry, webhook retries.
 * Time is real time plus an offset that only ever grows, so tests can jump ahead without waiting.
 */
export class Clock {
  private offsetMs = 0;
  private readonly tasks = new Map<string, Task>();
  private timer: NodeJS.Timeout | undefined;
  private nextAt = Number.POSITIVE_INFINITY;
  private waits = 0;

  constructor(
    private readonly base: Now = Date.now,
    private readonly report: Report = (error) => {
      throw error;
    },
  ) {}

  now(): number {
    return this.base() + this.offsetMs;
  }

  iso(atMs: number = this.now()): string {
    return new Date(atMs).toISOString();
  }

  offset(): number {
    return this.offsetMs;
  }

  /** Sets the distance from real time, in ms (after a restart, or 0 at a reset). */
  setOffset(ms: number): void {
    this.offsetMs = ms;
    this.arm();
  }

  /** Moves time forward by `ms`; what became due runs before this returns, in order of its time. */
  advance(ms: number): void {
    this.offsetMs += ms;
    this.ring();
  }

  /** Runs `run` once at `atMs` (never in the present call stack); the same key replaces the older task. */
  schedule(key: string, atMs: number, run: () => void): void {
    this.tasks.set(key, { at: atMs, run });
    if (atMs < this.nextAt) this.arm();
  }

  /** Waits `ms` of virtual time; false, and at once, when the clock is cleared before they are over. */
  wait(ms: number): Promise<boolean> {
    this.waits += 1;
    const key = `wait:${this.waits}`;
    return new Promise((resolve) => {
      const task = { at: this.now() + ms, run: () => resolve(true), cleared: () => resolve(false) };
      this.tasks.set(key, task);
      this.arm();
    });
  }

  cancel(key: string): void {
    this.tasks.delete(key);
  }

  clear(): void {
    const tasks = [...this.tasks.values()];
    this.tasks.clear();
    this.arm();
    for (const task of tasks) task.cleared?.();
  }

  /** Runs what is due at this moment, without waiting for the timer. */
  runDue(): void {
    const now = this.now();
    if (now < this.nextAt) return;
    const due = [...this.tasks].filter(([, task]) => task.at <= now).sort(([, a], [, b]) => a.at - b.at);
    for (const [key, task] of due) {
      if (this.tasks.get(key) !== task) continue;
      this.tasks.delete(key);
      try {
        task.run();
      } catch (error) {
        this.report(error);
      }
    }
    this.arm();
  }

  /** Time has moved or a timer rang, perhaps a moment too early: what is not due yet needs a new timer. */
  private ring(): void {
    if (this.now() < this.nextAt) this.arm();
    else this.runDue();
  }

  private arm(): void {
    clearTimeout(this.timer);
    this.nextAt = Number.POSITIVE_INFINITY;
    for (const task of this.tasks.values()) this.nextAt = Math.min(this.nextAt, task.at);
    if (this.nextAt === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(Math.max(this.nextAt - this.now(), 0), LONGEST_TIMEOUT_MS);
    this.timer = setTimeout(() => this.ring(), wait);
    this.timer.unref();
  }
}
