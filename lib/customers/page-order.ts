/** That often in a row an order by chance would not go down: once in three million. */
const ENOUGH = 10;

/**
 * Watches in which order Dojo's search lists customers, since nothing says so. Only what has been newest first
 * throughout, and often enough to be no chance, lets a look end before the last page.
 */
export function watchOrder() {
  let last: number | undefined;
  let steps = 0;
  let broken = false;
  return {
    see(customers: readonly { createdAt?: Date | null }[]): void {
      for (const { createdAt } of customers) {
        const time = createdAt?.getTime();
        if (time === undefined || (last !== undefined && time > last)) broken = true;
        else if (last !== undefined && time < last) steps += 1;
        last = time ?? last;
      }
    },
    /** Whatever comes after is older than `moment`. */
    hasPassed(moment: Date | null): boolean {
      return moment !== null && !broken && steps >= ENOUGH && last !== undefined && last < moment.getTime();
    },
  };
}
