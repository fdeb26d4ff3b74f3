import type { AlertRow, AttemptTableRow, BasketRow, EventRow, OrderRow, OutboxRow, RefundRow } from "./rows";

/** PostgreSQL's 23505, as far as the shop looks at it. */
export class UniqueViolation extends Error {}
/** No lock in time: surely nothing was done. */
export class DatabaseBusy extends Error {}

const PAYABLE: readonly string[] = ["SENDING", "UNKNOWN", "OPEN"];
const LIVE: readonly string[] = ["AWAITING_PAYMENT", "CANCELLING"];

/**
 * The shop's rows, and the unique indexes of prisma/migrations as real constraints. A statement checks before it
 * changes anything, and one `transaction` is one step of the simulation, so nothing has to be rolled back.
 */
export class Database {
  readonly baskets = new Map<string, BasketRow>();
  readonly stock = new Map<string, number>();
  readonly orders: OrderRow[] = [];
  readonly attempts: AttemptTableRow[] = [];
  readonly refunds: RefundRow[] = [];
  readonly outbox: OutboxRow[] = [];
  readonly events = new Map<string, EventRow>();
  readonly alerts = new Map<string, AlertRow>();
  /** Orders whose rows the running transaction changed. */
  readonly changed = new Set<string>();
  inTransaction = false;

  constructor(private readonly onePayableIndex: boolean) {}

  order(id: string): OrderRow {
    const found = this.orders.find((order) => order.id === id);
    if (!found) throw new Error(`there is no order ${id}`);
    return found;
  }

  attemptsOf(orderId: string): AttemptTableRow[] {
    return this.attempts.filter((attempt) => attempt.orderId === orderId);
  }

  insertOrder(order: OrderRow): void {
    this.allowLive(order.basketId, order.status, order.id);
    const sameClick = (other: OrderRow) =>
      other.userId === order.userId && other.clickToken === order.clickToken;
    if (this.orders.some(sameClick)) throw new UniqueViolation("Order_userId_clickToken_key");
    this.orders.push(order);
    this.changed.add(order.id);
  }

  updateOrder(order: OrderRow, changes: Partial<OrderRow>): void {
    const { status, paidAttemptId } = { ...order, ...changes };
    this.allowLive(order.basketId, status, order.id);
    const taken = (other: OrderRow) => other !== order && other.paidAttemptId === paidAttemptId;
    if (paidAttemptId !== null && this.orders.some(taken))
      throw new UniqueViolation("Order_paidAttemptId_key");
    Object.assign(order, changes);
    this.changed.add(order.id);
  }

  insertAttempt(attempt: AttemptTableRow): void {
    this.allowPayable(attempt.orderId, attempt.state, attempt.id);
    for (const other of this.attempts) {
      if (other.reference === attempt.reference) throw new UniqueViolation("PaymentAttempt_reference_key");
      if (other.orderId === attempt.orderId && other.ordinal === attempt.ordinal)
        throw new UniqueViolation("PaymentAttempt_orderId_ordinal_key");
    }
    this.attempts.push(attempt);
    this.changed.add(attempt.orderId);
  }

  updateAttempt(attempt: AttemptTableRow, changes: Partial<AttemptTableRow>): void {
    const { state, intentId } = { ...attempt, ...changes };
    this.allowPayable(attempt.orderId, state, attempt.id);
    if (intentId !== null && intentId !== attempt.intentId)
      if (this.attempts.some((other) => other.intentId === intentId))
        throw new UniqueViolation("PaymentAttempt_intentId_key");
    Object.assign(attempt, changes);
    this.changed.add(attempt.orderId);
  }

  /** False instead of an error: `ON CONFLICT DO NOTHING`. */
  insertRefund(refund: RefundRow): boolean {
    const clash = (other: RefundRow) =>
      other.idempotencyKey === refund.idempotencyKey ||
      (other.orderId === refund.orderId && other.requestKey === refund.requestKey);
    if (this.refunds.some(clash)) return false;
    this.refunds.push(refund);
    this.changed.add(refund.orderId);
    return true;
  }

  updateRefund(refund: RefundRow, changes: Partial<RefundRow>): void {
    const sent = (other: RefundRow) =>
      other !== refund && other.orderId === refund.orderId && other.state === "SENT";
    if (changes.state === "SENT" && this.refunds.some(sent))
      throw new UniqueViolation("Refund_one_sent_per_order");
    Object.assign(refund, changes);
    this.changed.add(refund.orderId);
  }

  insertOutbox(item: OutboxRow): void {
    if (this.outbox.some(({ orderId, kind }) => orderId === item.orderId && kind === item.kind)) return;
    this.outbox.push(item);
  }

  raise(kind: string, subject: string, detail: string): void {
    this.alerts.set(`${kind} ${subject}`, { kind, subject, detail, open: true });
  }

  clear(kind: string, subject: string): void {
    const alert = this.alerts.get(`${kind} ${subject}`);
    if (alert) alert.open = false;
  }

  isAlerted(kind: string, subject: string): boolean {
    return this.alerts.get(`${kind} ${subject}`)?.open === true;
  }

  private allowLive(basketId: string, status: string, orderId: string): void {
    if (!LIVE.includes(status)) return;
    const live = (other: OrderRow) =>
      other.id !== orderId && other.basketId === basketId && LIVE.includes(other.status);
    if (this.orders.some(live)) throw new UniqueViolation("Order_one_live_per_basket");
  }

  private allowPayable(orderId: string, state: string, attemptId: string): void {
    if (!this.onePayableIndex || !PAYABLE.includes(state)) return;
    const payable = (other: AttemptTableRow) =>
      other.id !== attemptId && other.orderId === orderId && PAYABLE.includes(other.state);
    if (this.attempts.some(payable)) throw new UniqueViolation("PaymentAttempt_one_payable_per_order");
  }
}
