import { html } from "hono/html";
import { schemeName } from "../../cards";
import type { Intent, PaymentEvent } from "../../entities";
import { formatMoney } from "../../hosted/money";
import type { Markup } from "../../markup";
import { redact } from "../../redact";
import type { World } from "../../world";
import { empty, section, time } from "./parts";
import { type Column, table } from "./table";

const EVENT_COLUMNS: Column[] = [
  { head: "Time" },
  { head: "Event" },
  { head: "Card" },
  { head: "Transaction", kind: "text" },
];
const MONEY_COLUMNS: Column[] = [
  { head: "Time" },
  { head: "What" },
  { head: "Amount", kind: "figure" },
  { head: "Reason and notes", kind: "text" },
  { head: "Id", kind: "text" },
];

/** Attempts and changes as the API lists them; it gives them no amounts. */
export function intentEvents({ paymentEvents }: Intent): Markup {
  if (paymentEvents.length === 0) return empty("None yet.");
  return eventTable("Payment events", paymentEvents);
}

export function eventTable(label: string, events: PaymentEvent[]): Markup {
  const rows = events.map(({ transactionDateTime, eventType, cardType, cardNumber, transactionId }) => [
    time(transactionDateTime),
    eventType,
    html`${schemeName(cardType)} <code>${cardNumber}</code>`,
    html`<code>${transactionId}</code>`,
  ]);
  return table(label, EVENT_COLUMNS, rows);
}

/** How much every capture took and every refund gave back, oldest first. */
export function intentMoney({ store }: World, intent: Intent): Markup | "" {
  const { currencyCode } = intent.totalAmount;
  const refunds = store.refunds.all().filter(({ paymentIntentId }) => paymentIntentId === intent.id);
  const captures = (intent.captures ?? []).map(({ id, createdAt, amount, tipsAmount = 0 }) => ({
    id,
    createdAt,
    amount: amount + tipsAmount,
    what: "Capture",
    notes: tipsAmount === 0 ? "" : `${formatMoney({ value: tipsAmount, currencyCode })} of it are tips`,
  }));
  const moves = [
    ...captures,
    ...refunds.map(({ id, createdAt, amount, refundReason, notes, idempotencyKey }) => ({
      id,
      createdAt,
      amount,
      what: idempotencyKey === undefined ? "Refund in the portal" : "Refund",
      notes: [refundReason, notes].filter(Boolean).join(", "),
    })),
  ];
  if (moves.length === 0) return "";
  const rows = moves.map(({ id, createdAt, amount, what, notes }) => [
    time(createdAt),
    what,
    formatMoney({ value: amount, currencyCode }),
    html`${redact(notes)}`,
    html`<code>${id}</code>`,
  ]);
  return section({
    id: "money",
    title: "Captures and refunds",
    total: moves.length,
    body: table("Captures and refunds", MONEY_COLUMNS, rows),
  });
}
