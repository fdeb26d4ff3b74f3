import type {
  AttemptState,
  OrderEnd,
  OrderStatus,
  RefundOrigin,
  RefundState,
} from "@/lib/db/generated/enums";

/* The tables of prisma/schema.prisma as far as money depends on them. Times in ms, amounts in minor units. */

export type LineRow = { productId: string; quantity: number; unitMinor: number };

export type BasketRow = { id: string; userId: string; lines: LineRow[] };

export type OrderRow = {
  id: string;
  number: string;
  userId: string;
  basketId: string;
  clickToken: string;
  status: OrderStatus;
  totalMinor: number;
  currency: string;
  lines: LineRow[];
  closing: OrderEnd | null;
  endedAtMs: number | null;
  expiresMs: number;
  checkAtMs: number | null;
  paidAttemptId: string | null;
  concern: string | null;
  createdMs: number;
};

export type AttemptTableRow = {
  id: string;
  orderId: string;
  ordinal: number;
  reference: string;
  state: AttemptState;
  leaseUntilMs: number;
  customerId: string | null;
  savedCardId: string | null;
  intentId: string | null;
  sealedLink: string | null;
  usableUntilMs: number;
  dojoStatus: string | null;
  resultCode: number | null;
  capturedMinor: number;
  refundedMinor: number;
  mismatch: string | null;
  createdMs: number;
  sentMs: number | null;
};

export type RefundRow = {
  id: string;
  orderId: string;
  attemptId: string;
  amountMinor: number;
  origin: RefundOrigin;
  state: RefundState;
  requestKey: string;
  idempotencyKey: string;
  refundedBeforeMinor: number | null;
  tries: number;
  /** Lines of the timeline in the shop. */
  refusals: number;
  nextTryMs: number;
  sentMs: number | null;
  failure: string | null;
};

export type OutboxRow = {
  orderId: string;
  kind: string;
  state: "WAITING" | "SENDING" | "DONE" | "UNKNOWN" | "FAILED";
  tries: number;
  nextTryMs: number;
};

export type EventRow = {
  id: string;
  intentId: string;
  receivedMs: number;
  nextTryMs: number;
  tries: number;
  outcome: string | null;
};

export type AlertRow = { kind: string; subject: string; detail: string; open: boolean };
