/** Something the shop does again and again beside its requests. */
export type Task = {
  /** Its queue has the same name. */
  readonly name: string;
  /** From start to start, in ms of real time; at least 1000. Rarer than a minute: claim-turn.ts. */
  readonly everyMs: number;
  /** Then `signal` is aborted and the run given up: another worker may begin the next one. In ms, at least 1000. */
  readonly longestMs: number;
  /** Has to end soon after `signal` is aborted, or it may run beside its successor. What it throws is logged. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

/** How long a run that is over its time may take to end before it is held for dead. */
export const GRACE_MS = 2_000;

/** How often a worker looks whether its turn has come. */
export function beatMs({ everyMs }: Task): number {
  return Math.min(2_000, everyMs / 4);
}
