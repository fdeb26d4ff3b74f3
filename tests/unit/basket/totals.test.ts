import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_OF_ONE, quantityInput } from "@/lib/basket/change-basket";
import { DELIVERY_MINOR, totalsOf } from "@/lib/basket/totals";

describe("a quantity typed into the basket", () => {
  test.each([
    ["1", 1],
    ["9", 9],
    ["10", 10],
    ["99", 99],
  ])("%s is %i", (text, quantity) => expect(quantityInput.parse(text)).toBe(quantity));

  test.each([
    ..."0|-1|+1|1e9|1e3|1.5|1,5| 5|5 |5\n||100|00|01|０|０５|٣|\u00b2|0x1|1_0|NaN|Infinity|five".split("|"),
    "5\u0000",
    5,
    null,
    undefined,
    ["5"],
  ])("%j is refused", (text) => expect(quantityInput.safeParse(text).success).toBe(false));

  test("is at most what a line may hold", () => {
    expect(quantityInput.safeParse(String(MOST_OF_ONE)).success).toBe(true);
    expect(quantityInput.safeParse(String(MOST_OF_ONE + 1)).success).toBe(false);
  });
});

describe("the totals of a basket", () => {
  test("are nothing for an empty one, which is not delivered", () => {
    expect(totalsOf([])).toEqual({ subtotalMinor: 0, deliveryMinor: 0, totalMinor: 0 });
  });

  test("are the lines and one delivery, in whole pence", () => {
    const lines = [
      { unitMinor: 1999, quantity: 3 },
      { unitMinor: 450, quantity: 1 },
    ];
    expect(totalsOf(lines)).toEqual({ subtotalMinor: 6447, deliveryMinor: 395, totalMinor: 6842 });
  });

  test("add up whatever is in it, in any order", () => {
    const line = fc.record({ unitMinor: fc.nat(100_000), quantity: fc.integer({ min: 1, max: 99 }) });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 20 }), (lines) => {
        const { subtotalMinor, deliveryMinor, totalMinor } = totalsOf(lines);
        expect(totalMinor).toBe(subtotalMinor + deliveryMinor);
        expect(Number.isSafeInteger(totalMinor)).toBe(true);
        expect(deliveryMinor).toBe(DELIVERY_MINOR);
        expect(totalsOf(lines.toReversed())).toEqual({ subtotalMinor, deliveryMinor, totalMinor });
      }),
    );
  });
});
