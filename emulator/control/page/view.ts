import type { html } from "hono/html";

/** Markup from hono's `html` tag, which escapes every value put into it. */
export type Markup = ReturnType<typeof html>;

/** What the address and the last form say about the page to show. */
export type View = {
  /** Path and query of this page: where its forms lead back to. */
  path: string;
  query: URLSearchParams;
  /** Why the last form was refused. */
  refusal?: string;
  /** The faults as they were typed, when they were refused. */
  typedFaults?: string;
};

/** Rows on one page of a list: a scale test's 100,000 customers must not become one page. */
const PER_PAGE = 20;

type Source<Row> = { size: number; newest(limit: number, skip: number): Row[] };

export type Shown<Row> = {
  name: string;
  rows: Row[];
  first: number;
  total: number;
  page: number;
  pages: number;
};

/** The page of a list that the query asks for by the list's name (`?customers=3`), newest first. */
export function shown<Row>(
  name: string,
  source: Source<Row>,
  query: URLSearchParams,
  perPage = PER_PAGE,
): Shown<Row> {
  const pages = Math.max(Math.ceil(source.size / perPage), 1);
  const asked = query.get(name) ?? "";
  const page = /^[1-9]\d{0,6}$/.test(asked) ? Math.min(Number(asked), pages) : 1;
  const first = (page - 1) * perPage;
  return { name, rows: source.newest(perPage, first), first, total: source.size, page, pages };
}

/** The newest rows that `wanted` picks, for the short lists of one customer or one payment. */
export function newestOf<Row>(rows: Row[], wanted: (row: Row) => boolean): Row[] {
  return rows.filter(wanted).slice(-PER_PAGE).reverse();
}
