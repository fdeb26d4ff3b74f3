import { inParallel } from "@/lib/in-parallel";

/** Does `work` for all items, so many at a time, and returns the results in their order. */
export async function mapInParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  await inParallel([...items.entries()], atOnce, async ([index, item]) => {
    results[index] = await work(item);
  });
  return results;
}
