import { alertsOver, givenBackAttempts } from "@/lib/alerts/alerts-over";
import { applyNews } from "@/lib/checkout/apply-news";
import { chooseStep } from "@/lib/checkout/choose-step";
import { judgeEvents } from "@/lib/checkout/judge-event";
import { judgeLost } from "@/lib/checkout/judge-lost";
import { isAsAsked } from "@/lib/checkout/mirror-attempt";
import { alertsOf, followUpsOf } from "@/lib/checkout/order-changes";
import { isOverdue, isStuck, stepsFor, stepsToClose } from "@/lib/checkout/plan-order";
import { isIntentOf } from "@/lib/dojo/is-intent-of";
import { fitOrder, turnedOutPaid } from "@/lib/orders/fit-order";
import { judgeFollowUp, outcomeOfReceipt } from "@/lib/orders/judge-follow-up";
import { findDifference } from "@/lib/reconcile/find-difference";
import { givenOf, judgeRefund, outcomeOfFailure, outcomeUnsent } from "@/lib/refunds/judge-refund";
import { planRefund } from "@/lib/refunds/plan-refund";

/** Every decision of the shop that is about money: its own code, not a copy. */
export const rules = {
  ...{ applyNews, alertsOf, followUpsOf, chooseStep, isAsAsked, judgeLost, isIntentOf, judgeEvents },
  ...{
    stepsFor,
    stepsToClose,
    isOverdue,
    isStuck,
    fitOrder,
    turnedOutPaid,
    judgeFollowUp,
    outcomeOfReceipt,
    findDifference,
  },
  ...{ alertsOver, givenBackAttempts },
  ...{ planRefund, givenOf, outcomeUnsent, outcomeOfFailure, judgeRefund },
};

export type Design = {
  rules: typeof rules;
  autoRefund: boolean;
  /** The partial unique index on payable attempts. */
  onePayableIndex: boolean;
  /** The intention to send is committed, and the link shown only if the row could be opened. */
  linkNeedsRow: boolean;
  /** An order ends when Dojo says so. */
  closeAtDojoFirst: boolean;
  /** What Dojo refuses to cancel is asked about. */
  askAfterRefusedCancel: boolean;
  /** One key for a refund, however often it is sent. */
  keepRefundKey: boolean;
  /** A refund that ends otherwise than done puts its order on the reconciler's list in the same transaction. */
  refundWakesOrder: boolean;
  /** A receipt hangs on the transition to paid, not on every event. */
  receiptPerTransition: boolean;
  /** An event is answered once its row is committed. */
  storeBeforeAnswer: boolean;
};

export const design: Design = {
  ...{ rules, autoRefund: false, onePayableIndex: true, linkNeedsRow: true, closeAtDojoFirst: true },
  ...{
    askAfterRefusedCancel: true,
    keepRefundKey: true,
    refundWakesOrder: true,
    receiptPerTransition: true,
    storeBeforeAnswer: true,
  },
};
