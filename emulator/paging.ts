import { Refusal } from "./errors";
import type { Cursor } from "./schemas/common";

type Row = { seq: number; createdAt?: string };

/**
 * One page, newest first. Cursors are opaque base64 text like the published ones; they point at a position, so
 * rows made or removed meanwhile neither repeat nor hide others.
 */
export function page<T extends Row>(rows: T[], cursor: Cursor = {}) {
  const newestFirst = rows.toSorted((a, b) => b.seq - a.seq);
  const limit = cursor.limit ?? 50;
  let first = 0;
  if (cursor.after !== undefined) {
    const position = readPosition(cursor.after, "after");
    first = countWhile(newestFirst, (row) => row.seq >= position);
  } else if (cursor.before !== undefined) {
    const position = readPosition(cursor.before, "before");
    first = Math.max(countWhile(newestFirst, (row) => row.seq > position) - limit, 0);
  }
  const data = newestFirst.slice(first, first + limit);
  const [head, tail] = [data[0], data.at(-1)];
  return {
    data,
    before: head && first > 0 ? position(head) : null,
    after: tail && first + data.length < newestFirst.length ? position(tail) : null,
  };
}

function position(row: Row): string {
  return Buffer.from(JSON.stringify([row.createdAt, row.seq])).toString("base64");
}

function readPosition(text: string, field: string): number {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    if (Array.isArray(value) && Number.isInteger(value[1])) return value[1];
  } catch {}
  throw new Refusal(400, "The cursor is not valid.", { [field]: ["This is no cursor of this search."] });
}

function countWhile<T>(rows: T[], test: (row: T) => boolean): number {
  const end = rows.findIndex((row) => !test(row));
  return end === -1 ? rows.length : end;
}
