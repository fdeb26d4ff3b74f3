/** A broken promise, by the name it has in the list of invariants. */
export class Violation extends Error {
  constructor(
    readonly invariant: string,
    readonly orderId: string | null,
    detail: string,
  ) {
    super(`${invariant}: ${detail}`);
    this.name = "Violation";
  }
}
