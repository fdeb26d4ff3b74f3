import { describe, expect, test } from "vitest";
import { DojoError, kindOfStatus } from "@/lib/dojo/errors";
import { judgeRefund, outcomeOfFailure, outcomeUnsent, type SentRefund } from "@/lib/refunds/judge-refund";

const HOUR = 60 * 60_000;
const sent: SentRefund = {
  ...{ origin: "OPERATOR", amountMinor: 300, refundedBeforeMinor: 0, tries: 3, refusals: 2 },
};
const refused = { kind: "refused" as const, why: "Dojo refused it (400)." };

/** What the intent shows now, of £10.00. */
function given(refundedMinor: number) {
  return { capturedMinor: 1_000, refundedMinor, gone: refundedMinor === 1_000 };
}

describe("a refund", () => {
  test("is done when Dojo says so and the intent's total shows it", () => {
    const done = { kind: "done" as const, dojoRefundId: "rfd_1" };
    expect(judgeRefund(sent, done, given(300))).toEqual({ state: "DONE" });
    expect(judgeRefund(sent, done, given(0))).toMatchObject({ state: "SENT" });
    expect(judgeRefund(sent, done, null)).toMatchObject({ state: "SENT" });
  });

  test("that is refused under its key was not made, though as much was given back in the portal meanwhile", () => {
    expect(judgeRefund(sent, refused, given(900))).toEqual({
      state: "FAILED",
      failure: "Dojo refused it (400). As much was given back since: look before asking again.",
    });
    expect(judgeRefund({ ...sent, origin: "LATE" }, refused, given(900))).toEqual({ state: "REPLANNED" });
    expect(judgeRefund(sent, refused, given(0))).toEqual({ state: "FAILED", failure: refused.why });
  });

  test.each(["OPERATOR", "LATE"] as const)(
    "(%s) is asked for again when nothing explains a refusal: an earlier send of it may have happened",
    (origin) => {
      const whole: SentRefund = { ...sent, origin, amountMinor: 1_000, tries: 1, refusals: 0 };
      const again = (retryInMs: number) => ({ state: "SENT", retryInMs, refusal: refused.why });
      expect(judgeRefund(whole, refused, given(0))).toEqual(again(1_000));
      expect(judgeRefund({ ...whole, tries: 9, refusals: 1 }, refused, given(0))).toEqual(again(5_000));
      expect(judgeRefund({ ...whole, tries: 9, refusals: 2 }, refused, given(0))).toEqual({
        ...{ state: "FAILED", failure: refused.why },
      });
    },
  );

  test("of its own accord is planned anew as soon as another sum is left", () => {
    const automatic: SentRefund = { ...sent, origin: "LATE", amountMinor: 1_000, refusals: 0 };
    expect(judgeRefund(automatic, refused, given(200))).toEqual({ state: "REPLANNED" });
    // All of it went back: perhaps by an earlier send of this very refund.
    expect(judgeRefund(automatic, refused, given(1_000))).toMatchObject({ state: "SENT" });
    expect(judgeRefund({ ...automatic, refusals: 2 }, refused, given(1_000))).toEqual({ state: "REPLANNED" });
  });

  test("of an operator is no failure at the first refusal, though the total grew: it may be this very one", () => {
    const first = { ...sent, tries: 1, refusals: 0 };
    expect(judgeRefund(first, refused, given(300))).toMatchObject({ state: "SENT", refusal: refused.why });
  });

  test("is refused by what says that it is not made, and by nothing else", () => {
    const outcomeOf = (status: number) =>
      outcomeOfFailure(new DojoError(kindOfStatus(status), { operation: "Refunds_Create", status })).kind;
    expect([400, 404, 405, 409, 422].map(outcomeOf)).toEqual(Array(5).fill("refused"));
    expect([401, 403, 408, 429, 500].map(outcomeOf)).toEqual(Array(5).fill("unknown"));
  });

  test("whose key is a day old is judged by the total alone, and not sent again", () => {
    const old = outcomeUnsent({ ...sent, ageMs: 25 * HOUR }, given(300));
    expect(old).toEqual({ kind: "too-old" });
    expect(judgeRefund(sent, { kind: "too-old" }, given(300))).toEqual({ state: "DONE" });
    expect(judgeRefund(sent, { kind: "too-old" }, given(0))).toMatchObject({ state: "FAILED" });
  });

  test("of more than is left is not sent at all, unless it may have been sent before", () => {
    const wish = { amountMinor: 300, ageMs: 0 };
    expect(outcomeUnsent({ ...wish, tries: 1 }, given(800))).toEqual({ kind: "too-much" });
    expect(outcomeUnsent({ ...wish, tries: 2 }, given(800))).toBeNull();
  });

  test("that was not sent has failed at once, or is read again when the readings contradict each other", () => {
    const unsent: SentRefund = { ...sent, refundedBeforeMinor: 800, tries: 1, refusals: 0 };
    expect(judgeRefund(unsent, { kind: "too-much" }, given(800))).toEqual({
      ...{ state: "FAILED", failure: "There is less left to give back than that." },
    });
    expect(judgeRefund(unsent, { kind: "too-much" }, given(500))).toMatchObject({
      state: "SENT",
      refusal: null,
    });
  });
});
