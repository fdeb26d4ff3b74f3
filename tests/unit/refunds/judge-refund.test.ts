import { describe, expect, test } from "vitest";
import { judgeRefund, outcomeUnsent, type SentRefund } from "@/lib/refunds/judge-refund";

const HOUR = 60 * 60_000;
const sent: SentRefund = { origin: "OPERATOR", amountMinor: 300, refundedBeforeMinor: 0, tries: 2 };
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

  test("of its own accord is asked for again when nothing explains the refusal: what was read may be out of date", () => {
    const automatic: SentRefund = { ...sent, origin: "LATE", amountMinor: 1_000, tries: 1 };
    expect(judgeRefund(automatic, refused, given(0))).toEqual({ state: "SENT", retryInMs: 1_000 });
    expect(judgeRefund({ ...automatic, tries: 2 }, refused, given(200))).toEqual({ state: "REPLANNED" });
    expect(judgeRefund({ ...automatic, tries: 3 }, refused, given(0))).toMatchObject({ state: "FAILED" });
  });

  test("whose key is a day old is judged by the total alone, and not sent again", () => {
    const old = outcomeUnsent({ ...sent, ageMs: 25 * HOUR }, given(300));
    expect(old).toEqual({ kind: "too-old" });
    expect(judgeRefund(sent, { kind: "too-old" }, given(300))).toEqual({ state: "DONE" });
    expect(judgeRefund(sent, { kind: "too-old" }, given(0))).toMatchObject({ state: "FAILED" });
  });

  test("of more than is left is not sent at all, unless it may have been sent before", () => {
    const wish = { amountMinor: 300, ageMs: 0 };
    expect(outcomeUnsent({ ...wish, tries: 1 }, given(800))?.kind).toBe("refused");
    expect(outcomeUnsent({ ...wish, tries: 2 }, given(800))).toBeNull();
  });
});
