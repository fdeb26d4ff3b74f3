/** What the last form led to, said in the section (`anchor`) where it stands; without a section at the top. */
export type Notice = { refused: boolean; text: string; anchor: string };

/** What the address and the last form say about the page to show. */
export type View = {
  /** Path and query of this page: where its forms lead back to. */
  path: string;
  query: URLSearchParams;
  notice?: Notice;
  /** A refused form as it was typed, so that nothing has to be typed again. */
  typed?: { action: string; form: URLSearchParams };
};

/** Rows on one page of a list: a scale test's 100,000 customers must not become one page. */
const PER_PAGE = 10;

export type Source<Row> = { size: number; newest(limit: number, skip: number): Row[] };

export type Shown<Row> = {
  name: string;
  rows: Row[];
  first: number;
  total: number;
  page: number;
  pages: number;
};

/** The page of a list that the query asks for by the list's name (`?customers=3`), newest first. */
export function shown<Row>(name: string, source: Source<Row>, query: URLSearchParams): Shown<Row> {
  const pages = Math.max(Math.ceil(source.size / PER_PAGE), 1);
  const asked = query.get(name) ?? "";
  const page = /^[1-9]\d{0,6}$/.test(asked) ? Math.min(Number(asked), pages) : 1;
  const first = (page - 1) * PER_PAGE;
  return { name, rows: source.newest(PER_PAGE, first), first, total: source.size, page, pages };
}

/** Those rows that `wanted` picks, as a list of their own: the payments of one customer. */
export function picked<Row>(rows: Row[], wanted: (row: Row) => boolean): Source<Row> {
  const found = rows.filter(wanted).reverse();
  return { size: found.length, newest: (limit, skip) => found.slice(skip, skip + limit) };
}

/** What was typed into a field of the form that has just been refused. */
export function typedIn({ typed }: View, action: string, field: string): string | undefined {
  return typed?.action === action ? (typed.form.get(field) ?? undefined) : undefined;
}
