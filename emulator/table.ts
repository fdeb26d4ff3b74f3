/** One kind of row, in order of creation. Rows are replaced whole, never changed in place. */
export class Table<Row extends { id: string; seq?: number }> {
  private readonly rows = new Map<string, Row>();
  private readonly formerRows = new Map<string, Row>();

  constructor(
    private readonly changed: (id: string, row: Row | undefined, before: Row | undefined) => void,
  ) {}

  get(id: string): Row | undefined {
    return this.rows.get(id);
  }

  /** The row as it was before its last change, for readers of a stale copy; not kept over a restart. */
  former(id: string): Row | undefined {
    return this.formerRows.get(id);
  }

  all(): Row[] {
    return [...this.rows.values()];
  }

  get size(): number {
    return this.rows.size;
  }

  /** `limit` rows, newest first, after skipping `skip`: a page of a big table without a copy of it. */
  newest(limit: number, skip = 0): Row[] {
    const end = Math.max(this.rows.size - skip, 0);
    const first = Math.max(end - limit, 0);
    const found: Row[] = [];
    let place = 0;
    for (const row of this.rows.values()) {
      if (place >= end) break;
      if (place >= first) found.push(row);
      place += 1;
    }
    return found.reverse();
  }

  put(row: Row): Row {
    const before = this.rows.get(row.id);
    this.rows.set(row.id, row);
    if (before) this.formerRows.set(row.id, before);
    this.changed(row.id, row, before);
    return row;
  }

  remove(id: string): void {
    const before = this.rows.get(id);
    if (before === undefined) return;
    this.rows.delete(id);
    this.formerRows.delete(id);
    this.changed(id, undefined, before);
  }

  /** Sets or deletes without noting a change: for loading and for undoing. */
  restore(id: string, row: Row | undefined): void {
    if (row === undefined) this.rows.delete(id);
    else this.rows.set(id, row);
  }

  /** Undoes a removal: the row goes back to its place, since pages of a search rely on the order. */
  putBack(row: Row): void {
    const after: Row[] = [];
    for (const other of this.rows.values()) {
      if (seqOf(other) > seqOf(row)) after.push(other);
    }
    for (const other of after) this.rows.delete(other.id);
    for (const one of [row, ...after]) this.rows.set(one.id, one);
  }
}

function seqOf(row: { seq?: number }): number {
  return row.seq ?? 0;
}
