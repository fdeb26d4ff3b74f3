/** Lets one caller go at a time, `paceMs` apart, in the order in which they came: a test of Dojo is no load test. */
export function turns(paceMs: number): () => Promise<void> {
  let free = Promise.resolve();
  return () => {
    const mine = free;
    free = mine.then(() => new Promise((resolve) => setTimeout(resolve, paceMs)));
    return mine;
  };
}
