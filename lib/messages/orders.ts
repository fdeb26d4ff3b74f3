import type { Money } from "@/lib/checkout/mirror-attempt";
import type { OrderStatus } from "@/lib/db/generated/enums";

export const ordersWords = {
  title: "Your orders",
  empty: { title: "No orders yet", text: "Orders appear here as soon as you go to pay." },
} as const;

export const orderWords = {
  pageTitle: "Your order",
  heading: (number: string) => `Order ${number}`,
  whatYouOrdered: "What you ordered",
  deliverTo: "Deliver to",
  noAddress: "We do not know yet where to send this.",
  addAddress: "Add a delivery address",
  paidOn: (date: string) => `Paid on ${date}`,
  placedOn: (date: string) => `Placed on ${date}`,
  carryOn: "Continue to secure payment",
  checkPayment: "Check my payment",
  cancel: "Cancel order",
  payAgain: "Pay again",
  orderAgain: "Order the same again",
  print: "Print",
  receipt: "Send receipt again",
  receiptGoesTo: (email: string) => `Dojo sends its receipt to ${email}.`,
  allOrders: "All orders",
  history: "What happened",
  printedReceipt: (shop: string) => `${shop}: receipt`,
} as const;

const notes = {
  unpaid:
    "Dojo has not told us of a payment yet. The order is kept for you for half an hour after you last went to pay.",
  timeIsUp:
    "The time to pay for it is over. If you did pay, it shows here as soon as Dojo confirms it; if not, pay again.",
  cancelling: "It is being cancelled. Dojo has not confirmed that yet; we keep asking, and it shows here.",
  ended: "No money was taken.",
  sendingBack: "A payment came that this order could not take. It is being sent back to your card.",
  sentBack: "A payment came that this order could not take. It was sent back to your card.",
  review:
    "Dojo reports a payment that does not fit this order as it should, so a person is looking at it. Please do not pay again; you will not lose your money.",
  partlyRefunded: "Part of the money was sent back to your card.",
  refunded: "The money was sent back to your card.",
} as const;

const endedNotes: Record<Money, string> = {
  none: notes.ended,
  taken: notes.sendingBack,
  "given-back": notes.sentBack,
};

type Noted = { status: OrderStatus; timeIsUp?: boolean; money: Money };

/** What the state of an order means for the shopper, where the status word alone does not say it. */
export function orderNote({ status, timeIsUp, money }: Noted): string | null {
  if (timeIsUp) return notes.timeIsUp;
  if (status === "AWAITING_PAYMENT") return notes.unpaid;
  if (status === "CANCELLING") return notes.cancelling;
  if (status === "CANCELLED" || status === "EXPIRED") return endedNotes[money];
  if (status === "REVIEW") return notes.review;
  if (status === "PARTLY_REFUNDED") return notes.partlyRefunded;
  return status === "REFUNDED" ? notes.refunded : null;
}

export const orderProblems = {
  "cancel-unreachable":
    "Dojo did not answer, so the order is not cancelled yet. We keep asking, and it shows here.",
  "cancel-paid": "The payment went through before it could be cancelled. This order is paid.",
  "check-too-often":
    "We asked Dojo a moment ago. Please wait a minute before asking again; we keep asking too.",
  "check-unreachable": "Dojo did not answer just now. We keep asking, and the result shows here.",
  "receipt-too-soon": "The receipt was sent a moment ago. Please look in your inbox before asking again.",
  "receipt-unpaid": "There is no receipt for an order that is not paid.",
  "receipt-unreachable":
    "Dojo could not send it just now, so no receipt was sent. Please try again in a moment.",
  "receipt-unknown":
    "Dojo did not say whether it sent your receipt. Please look in your inbox before asking again.",
  "not-over": "This order may still be paid, so nothing was ordered again. Please look again in a moment.",
} as const;

type Happened = {
  subject: string;
  from: string | null;
  to: string;
  amount: string | null;
  note: string | null;
};

const happened: Record<string, string> = {
  "order AWAITING_PAYMENT": "Order placed",
  "attempt OPEN": "Dojo’s payment page was made ready",
  "attempt DECLINED": "A payment did not go through; no money was taken",
  "attempt REVERSED": "The payment was reversed",
  "order PAID": "Payment received",
  "order CANCELLED": "Order cancelled",
  "order EXPIRED": "The time to pay ran out",
  "order REVIEW": "A payment came that does not fit the order; a person is looking at it",
  "receipt DONE": "Dojo was asked to send your receipt",
  "receipt UNKNOWN": "Dojo did not say whether it sent your receipt",
};

/** Not a second payment. */
const reviewedWords = "The payment was checked: the order is paid";

/** One line of an order's timeline for the shopper; null for what is between Dojo and us. */
export function happenedWords({ subject, from, to, amount, note }: Happened): string | null {
  if (subject === "order" && from === "REVIEW" && to === "PAID") return reviewedWords;
  if (subject === "attempt" && to === "MONEY_BACK" && amount) return `${amount} was sent back to your card`;
  if (subject === "attempt" && to === "DECLINED" && note === "code 5")
    return "Your bank declined a payment; no money was taken";
  return happened[`${subject} ${to}`] ?? null;
}

export const orderStatusWords: Record<
  OrderStatus,
  { label: string; tone: "good" | "waiting" | "muted" | "error" }
> = {
  AWAITING_PAYMENT: { label: "Awaiting payment", tone: "waiting" },
  CANCELLING: { label: "Awaiting payment", tone: "waiting" },
  PAID: { label: "Paid", tone: "good" },
  CANCELLED: { label: "Cancelled", tone: "muted" },
  EXPIRED: { label: "Expired", tone: "muted" },
  PARTLY_REFUNDED: { label: "Partly refunded", tone: "good" },
  REFUNDED: { label: "Refunded", tone: "muted" },
  REVIEW: { label: "Being checked", tone: "waiting" },
};

/** Headings of the summary beside an order, a basket and the till. */
export const summaryWords = {
  heading: "Your order",
  times: (quantity: number) => `× ${quantity}`,
  subtotal: "Subtotal",
  delivery: "Delivery",
  free: "Free",
  total: "Total",
  vat: "Prices include VAT",
} as const;
