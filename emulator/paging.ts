import { Refusal } from "./errors";
import { seeded } from "./faults/random";
import type { ApiFault } from "./faults/schema";
import type { Cursor } from "./schemas/common";

type Row = { seq: number; createdAt?: string };

const DEFAULT_LIMIT = 50;

/**
 * One page of rows in their order of creation, newest first. Cursors are opaque base64 text like the published ones; they point at a position, so
 * rows made or removed meanwhile neither repeat nor hide others. A fault may bend order, cursors and limit.
 */
export function page<T extends Row>(rows: T[], cursor: Cursor = {}, fault?: ApiFault) {
  const rank = ranking(fault);
  const sorted =
    fault?.kind === "searchOrder" ? rows.toSorted((a, b) => rank(a.seq) - rank(b.seq)) : rows.toReversed();
  const cap = fault?.kind === "searchLimit" ? Number(fault.value ?? DEFAULT_LIMIT) : Number.POSITIVE_INFINITY;
  const limit = Math.min(cursor.limit ?? DEFAULT_LIMIT, cap);
  const from = cursor.after ?? cursor.before;
  if (from !== undefined && fault?.kind === "cursorExpired") throw badCursor(cursor, "It has expired.");

  let first = 0;
  let last = sorted.length;
  if (from !== undefined) {
    const at = rank(readPosition(from, cursor));
    const passed = (row: T) => (cursor.after === undefined ? rank(row.seq) < at : rank(row.seq) <= at);
    const count = sorted.findIndex((row) => !passed(row));
    const position = count === -1 ? sorted.length : count;
    if (cursor.after === undefined) last = position;
    first = cursor.after === undefined ? Math.max(position - limit, 0) : position;
  }
  const data = sorted.slice(first, Math.min(first + limit, last));
  const end = first + data.length;
  const [head, tail] = [data[0], sorted[nextStart(fault, end) - 1]];
  return {
    data,
    before: head && first > 0 ? position(head) : null,
    after: tail && end < sorted.length ? position(tail) : null,
  };
}

/** Where the next page begins: one row early repeats the last one, one row late leaves one out. */
function nextStart(fault: ApiFault | undefined, end: number): number {
  if (fault?.kind === "searchRepeat") return Math.max(end - 1, 1);
  return fault?.kind === "searchSkip" ? end + 1 : end;
}

/** Smaller comes first. A shuffled order is the same on every page of the same fault, as an index would have it. */
function ranking(fault: ApiFault | undefined): (seq: number) => number {
  if (fault?.kind !== "searchOrder") return (seq) => -seq;
  if (fault.value === "random") return (seq) => seeded((fault.seed ?? 0) ^ Math.imul(seq, 0x9e3779b1))();
  return (seq) => seq;
}

function position(row: Row): string {
  return Buffer.from(JSON.stringify([row.createdAt, row.seq])).toString("base64");
}

function readPosition(text: string, cursor: Cursor): number {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    if (Array.isArray(value) && Number.isInteger(value[1])) return value[1];
  } catch {}
  throw badCursor(cursor, "This is no cursor of this search.");
}

function badCursor(cursor: Cursor, reason: string): Refusal {
  const field = cursor.after === undefined ? "before" : "after";
  return new Refusal(400, "The cursor is not valid.", { [field]: [reason] });
}
