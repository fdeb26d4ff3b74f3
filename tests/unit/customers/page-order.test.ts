import { describe, expect, test } from "vitest";
import { watchOrder } from "@/lib/customers/page-order";

const at = (second: number) => ({ createdAt: new Date(second * 1_000) });
const down = (from: number, count: number) => Array.from({ length: count }, (_, step) => at(from - step));

/** Whether a look for what is as old as `since` may end after these pages. */
function ends(since: number | null, ...pages: { createdAt?: Date | null }[][]): boolean {
  const order = watchOrder();
  for (const page of pages) order.see(page);
  return order.hasPassed(since === null ? null : new Date(since * 1_000));
}

describe("a look may end before the last page", () => {
  test("when all was newest first and the last is older than what is looked for", () => {
    expect(ends(50, down(100, 60))).toBe(true);
    expect(ends(50, down(100, 30), down(70, 30))).toBe(true);
    expect(ends(50, down(100, 49), [at(52), at(52), at(51), at(49)])).toBe(true);
  });

  test("also when a page repeats the last of the one before", () => {
    expect(ends(50, down(100, 30), down(71, 30))).toBe(true);
  });
});

describe("a look goes on", () => {
  test.each<[string, boolean]>([
    ["while the last is not older", ends(50, down(100, 51))],
    ["when nobody knows how old it is", ends(null, down(100, 60))],
    ["oldest first", ends(50, down(100, 60).reverse())],
    ["in no order", ends(50, down(100, 30), [at(90)], down(60, 30))],
    ["when the order broke on an earlier page", ends(50, [at(10)], down(100, 60))],
    ["with too few to tell order from chance", ends(50, [at(100), at(40), at(30)])],
    [
      "when all are of one moment",
      ends(
        50,
        Array.from({ length: 60 }, () => at(10)),
      ),
    ],
    ["when one does not say how old it is", ends(50, down(100, 60), [{ createdAt: null }], down(40, 20))],
    ["when none says", ends(50, [{}, {}])],
  ])("%s", (_, ended) => expect(ended).toBe(false));
});
