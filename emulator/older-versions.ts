import type { Reply } from "./reply";

/** The first published version whose item lines have a `name` and whose payment details have a `card`. */
const RENAMED_IN = "2024-02-05";

const MOVED_INTO_CARD = ["cardNumber", "cardName", "expiryDate", "cardType"];

/**
 * Adds the names that clients of version 2022-04-07, Dojo's PHP client among them, read in a payment intent: the
 * newer ones stay beside them, since those clients ignore what they do not know.
 */
export function inWordsOf(version: string, reply: Reply): Reply {
  if (version >= RENAMED_IN || !isRecord(reply.body)) return reply;
  const { data } = reply.body;
  const body = Array.isArray(data) ? { ...reply.body, data: data.map(older) } : older(reply.body);
  return { ...reply, body };
}

function older(item: unknown): unknown {
  if (!isRecord(item)) return item;
  const { itemLines, paymentDetails } = item;
  return {
    ...item,
    ...(Array.isArray(itemLines) ? { itemLines: itemLines.map(withCaption) } : {}),
    ...(isRecord(paymentDetails) ? { paymentDetails: withFlatCard(paymentDetails) } : {}),
  };
}

function withCaption(line: unknown): unknown {
  return isRecord(line) ? { ...line, caption: line.name } : line;
}

function withFlatCard(details: Record<string, unknown>): unknown {
  const { card } = details;
  if (!isRecord(card)) return details;
  return { ...details, ...Object.fromEntries(MOVED_INTO_CARD.map((name) => [name, card[name]])) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
