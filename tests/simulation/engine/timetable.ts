type Entry = { atMs: number; seq: number; run: () => void };

/** The virtual clock and all that waits for it: a binary heap, equal times in the order they were asked for. */
export class Timetable {
  nowMs: number;
  private seq = 0;
  private readonly heap: Entry[] = [];

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  /** In ms of virtual time from now. */
  after(delayMs: number, run: () => void): void {
    this.seq += 1;
    const entry = { atMs: this.nowMs + delayMs, seq: this.seq, run };
    let at = this.heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  /** Runs everything up to that moment and stands there then. */
  runUntil(atMs: number): void {
    for (let next = this.heap[0]; next && next.atMs <= atMs; next = this.heap[0]) {
      this.takeFirst();
      this.nowMs = next.atMs;
      next.run();
    }
    this.nowMs = Math.max(this.nowMs, atMs);
  }

  nextMs(): number | null {
    return this.heap[0]?.atMs ?? null;
  }

  private takeFirst(): void {
    const last = this.heap.pop();
    if (!last || this.heap.length === 0) return;
    this.heap[0] = last;
    for (let at = 0; ; ) {
      const left = 2 * at + 1;
      if (left >= this.heap.length) return;
      const least = left + 1 < this.heap.length && this.isBefore(left + 1, left) ? left + 1 : left;
      if (!this.isBefore(least, at)) return;
      this.swap(least, at);
      at = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (!one || !other) throw new Error("outside the heap");
    return one.atMs < other.atMs || (one.atMs === other.atMs && one.seq < other.seq);
  }

  private swap(a: number, b: number): void {
    const [one, other] = [this.heap[a], this.heap[b]];
    if (!one || !other) throw new Error("outside the heap");
    this.heap[a] = other;
    this.heap[b] = one;
  }
}
