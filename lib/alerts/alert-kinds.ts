/**
 * What each kind tells an operator. `over`: when it ends by itself, which no alert does before what it tells of does;
 * the few that have no end of their own are cleared by hand.
 */
export const ALERT_KINDS = {
  "order-review": {
    about: "an order",
    means: "Money was taken that does not fit it, or that belongs to no order.",
    over: "the money is given back",
  },
  "key-refused": {
    about: "a Dojo account",
    means: "Dojo takes our key no longer, for all calls (401: nobody can pay) or for one (403).",
    over: "a call or, after 403, a comparison with Dojo succeeds",
  },
  "webhook-refused": {
    about: "our webhook's path",
    means: "Deliveries came whose signature no secret of DOJO_WEBHOOK_SECRETS makes.",
    over: "the next delivery is signed well",
  },
  "worker-late": {
    about: "the worker",
    means: "What is due was not worked on for minutes: the worker is down, or cannot keep up.",
    over: "the worker has caught up",
  },
  "comparison-late": {
    about: "a task of the worker",
    means: "A comparison with Dojo that was begun has not come to its end for hours.",
    over: "it comes to its end",
  },
  "event-stuck": {
    about: "a payment intent",
    means: "A signed event of it could not be applied for an hour.",
    over: "it is applied",
  },
  "intent-gone": {
    about: "a payment intent",
    means:
      "Dojo does not know it, though its link was out, and it was given up when its time was over. The account of another time?",
    over: "never: clear it when you know why",
  },
  oversold: {
    about: "an order",
    means: "More was sold than the shelf held, because its payment took longer than its hold.",
    over: "never: clear it when the goods are there, or the money went back",
  },
  "intent-wrong": {
    about: "a payment intent",
    means: "Dojo made something else than was asked for. Nobody was shown it.",
    over: "it is cancelled at Dojo; never when the id itself was wrong",
  },
  "attempt-unknown": {
    about: "a payment attempt",
    means: "Dojo has not told for a quarter of an hour what came of it.",
    over: "Dojo tells",
  },
  "order-stuck": {
    about: "an order",
    means: "It is to end and does not, because Dojo does not say how its payment ended.",
    over: "the order ends",
  },
  "refund-failed": {
    about: "a refund",
    means: "Dojo refuses it, or has not told anything of it for a quarter of an hour.",
    over: "it is done, or nothing of its payment is left to give back",
  },
  "event-orphan": {
    about: "a payment intent",
    means: "A signed event tells of it, and no order here has it or Dojo does not know it.",
    over: "an order has it, or it is cancelled or given back at Dojo",
  },
  "event-foreign": {
    about: "a Dojo account",
    means: "Another account than DOJO_ACCOUNT_ID sends its events here.",
    over: "DOJO_ACCOUNT_ID names it; otherwise clear it once its webhook goes elsewhere",
  },
  "reconciliation-break": {
    about: "a payment intent",
    means: "The comparison with Dojo found a difference that settling did not mend.",
    over: "a later comparison finds none",
  },
  "customer-duplicate": {
    about: "a Dojo customer",
    means: "Nobody is linked to it, it is one shopper's second or of a deleted account, and it holds cards.",
    over: "it is gone from Dojo",
  },
  "customer-mislinked": {
    about: "a Dojo customer",
    means: "It is linked to one shopper and carries the marker of another.",
    over: "a sweep finds it in order, or gone",
  },
  "customer-unknown": {
    about: "a user",
    means: "For a quarter of an hour it is unknown whether Dojo made their customer.",
    over: "it is known",
  },
  "customer-gone": {
    about: "a user",
    means: "Their customer was deleted at Dojo, and their saved cards with it.",
    over: "they have another, which their next checkout makes",
  },
} as const;

/** Its subject is the id of what `about` names. */
export type AlertKind = keyof typeof ALERT_KINDS;
