import type { PaymentIntent } from "@/lib/dojo/payment-intents";
import { type Design, rules } from "./design";

type Mutant = {
  name: string;
  /** What the tests of the tests break on purpose. */
  change: Partial<Design>;
  /** The invariants one of which it must violate. */
  breaks: readonly string[];
  /** Where to begin to look for one that shows once in thousands of seeds. */
  from?: number;
};

const { applyNews, judgeRefund, stepsFor } = rules;

/** As if every snapshot said what the order says. */
const noAmountCheck: typeof applyNews = (order, before, news, settings) => {
  const { intent } = news;
  const attempt = before.find(({ intentId }) => intentId === intent?.id);
  if (!intent || !attempt) return applyNews(order, before, news, settings);
  const { totalMinor, currency } = order;
  const { reference, customerId } = attempt;
  const right: PaymentIntent = { ...intent, amountMinor: totalMinor, totalMinor, currency };
  return applyNews(order, before, { ...news, intent: { ...right, reference, customerId } }, settings);
};

/** The mirror says what the newest snapshot said, however old that was. */
const lastWriteWins: typeof applyNews = (order, before, news, settings) => {
  const { intent } = news;
  const forgetful = before.map((attempt) =>
    intent && attempt.intentId === intent.id
      ? { ...attempt, state: "SENDING" as const, capturedMinor: 0, refundedMinor: 0, mismatch: null }
      : attempt,
  );
  return applyNews(order, forgetful, news, settings);
};

/** A surplus is given back in full, whatever was given back of it before. */
const fullSurplus: typeof applyNews = (order, before, news, settings) => {
  const settled = applyNews(order, before, news, settings);
  const taken = (id: string) => settled.attempts.find((attempt) => attempt.id === id)?.capturedMinor ?? 0;
  const refunds = settled.refunds.map((refund) => ({ ...refund, amountMinor: taken(refund.attemptId) }));
  return { ...settled, refunds };
};

/** The payment that counts is chosen anew at each settling. */
const newestPays: typeof applyNews = (order, before, news, settings) =>
  applyNews({ ...order, paidAttemptId: null }, before.toReversed(), news, settings);

/** Each must be caught, by the name of what it breaks, within a number of seeds that the test states. */
export const mutants: readonly Mutant[] = [
  {
    name: "no amount check",
    change: { rules: { ...rules, applyNews: noAmountCheck } },
    breaks: ["I2"],
  },
  {
    name: "cancelled locally first, at Dojo later",
    change: { closeAtDojoFirst: false },
    breaks: ["I10", "I15"],
  },
  { name: "a fresh refund key on retry", change: { keepRefundKey: false }, breaks: ["I11"] },
  { name: "a mail per event", change: { receiptPerTransition: false }, breaks: ["I4"] },
  {
    name: "no reuse of the open attempt, and no unique index",
    change: {
      onePayableIndex: false,
      rules: {
        ...rules,
        chooseStep: (row, payer, open) => {
          const step = rules.chooseStep(row, payer, open);
          return step.kind === "over" || step.kind === "expired" ? step : { kind: "create" };
        },
      },
    },
    breaks: ["I5", "I9"],
  },
  {
    name: "last write wins in the mirror",
    change: { rules: { ...rules, applyNews: lastWriteWins } },
    breaks: ["I3", "M1", "I5"],
  },
  {
    name: "a surplus given back in full instead of what is left of it",
    change: { autoRefund: true, rules: { ...rules, applyNews: fullSurplus } },
    breaks: ["I10", "I12", "L2"],
  },
  {
    name: "an unknown outcome counts as not created at once",
    change: {
      rules: {
        ...rules,
        judgeLost: (found, lost) => {
          const judged = rules.judgeLost(found, lost);
          return judged.kind === "not-yet" ? { kind: "absent" } : judged;
        },
      },
    },
    breaks: ["I9"],
  },
  {
    name: "a refused cancel believed to be a cancelled intent",
    change: { askAfterRefusedCancel: false },
    breaks: ["I10", "M1"],
  },
  { name: "a link shown whose row could not be opened", change: { linkNeedsRow: false }, breaks: ["I7"] },
  {
    name: "the payment that counts chosen anew at each settling",
    change: { rules: { ...rules, applyNews: newestPays } },
    breaks: ["I1", "I4"],
  },
  { name: "an event answered before it is stored", change: { storeBeforeAnswer: false }, breaks: ["I13"] },
  {
    name: "a refused refund that counts as done when the total shows as much",
    change: {
      rules: {
        ...rules,
        judgeRefund: (refund, outcome, now) => {
          const shows = (now?.refundedMinor ?? 0) >= refund.refundedBeforeMinor + refund.amountMinor;
          const counted = outcome.kind === "refused" && refund.tries > 1 && shows;
          return counted ? { state: "DONE" } : judgeRefund(refund, outcome, now);
        },
      },
    },
    breaks: ["I11"],
  },
  {
    name: "a refund's first refusal believed",
    change: {
      rules: {
        ...rules,
        judgeRefund: (refund, outcome, now) => judgeRefund({ ...refund, refusals: 2 }, outcome, now),
      },
    },
    breaks: ["I11"],
  },
  {
    name: "a refund that is overtaken, and its order not looked at again should the process die",
    change: { autoRefund: true, refundWakesOrder: false },
    breaks: ["I10", "I12"],
    from: 13_000,
  },
  {
    name: "an alert that outlives what it told of",
    change: { rules: { ...rules, alertsOver: () => [], givenBackAttempts: () => [] } },
    breaks: ["A2"],
  },
  {
    name: "a settled order that stays on the reconciler's list",
    change: {
      rules: {
        ...rules,
        stepsFor: (order, nowMs) =>
          stepsFor(order, nowMs).filter(
            ({ kind }) => kind !== "end" || ["AWAITING_PAYMENT", "CANCELLING"].includes(order.status),
          ),
      },
    },
    breaks: ["L2"],
  },
  {
    name: "an unknown outcome that nobody is told of",
    change: {
      rules: {
        ...rules,
        stepsFor: (order, nowMs) => stepsFor(order, nowMs).filter(({ kind }) => kind !== "recover"),
      },
    },
    breaks: ["I14", "L1", "L2"],
  },
];
