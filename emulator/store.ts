import type {
  Challenge,
  Customer,
  CustomerSecret,
  Delivery,
  Intent,
  PendingPayment,
  Refund,
  SavedCard,
  Setting,
  SetupIntent,
  Subscription,
} from "./entities";
import { LineLog } from "./log";
import { Table } from "./table";

type Tables = {
  customers: Customer;
  customerSecrets: CustomerSecret;
  savedCards: SavedCard;
  intents: Intent;
  setupIntents: SetupIntent;
  refunds: Refund;
  subscriptions: Subscription;
  deliveries: Delivery;
  challenges: Challenge;
  pendingPayments: PendingPayment;
  settings: Setting;
};

type TableName = keyof Tables;
type Change = { table: TableName; id: string; row?: unknown };

const TABLE_NAMES: readonly TableName[] = [
  "customers",
  "customerSecrets",
  "savedCards",
  "intents",
  "setupIntents",
  "refunds",
  "subscriptions",
  "deliveries",
  "challenges",
  "pendingPayments",
  "settings",
];

/**
 * All state, in memory, with an optional log on disk. Changes happen inside `write`, which makes them one line
 * of the log: after a kill either all of them are there or none.
 */
export class Store {
  private readonly log: LineLog | undefined;
  private changes: Change[] | undefined;
  private undo: (() => void)[] = [];
  private lastSeq = 0;
  private linesSinceSnapshot = 0;

  readonly customers = this.table("customers");
  readonly customerSecrets = this.table("customerSecrets");
  readonly savedCards = this.table("savedCards");
  readonly intents = this.table("intents");
  readonly setupIntents = this.table("setupIntents");
  readonly refunds = this.table("refunds");
  readonly subscriptions = this.table("subscriptions");
  readonly deliveries = this.table("deliveries");
  readonly challenges = this.table("challenges");
  readonly pendingPayments = this.table("pendingPayments");
  readonly settings = this.table("settings");

  /** `path` is the log file; without it nothing outlives the process. */
  constructor(
    path?: string,
    private readonly report: (error: unknown) => void = () => {},
    private readonly linesBetweenSnapshots = 50_000,
  ) {
    if (path === undefined) return;
    this.log = new LineLog(path);
    const { lines, torn } = this.log.lines();
    for (const [index, line] of lines.entries()) {
      if (!this.load(line)) throw this.log.damage(index);
    }
    if (torn || lines.length > 1.1 * this.size()) this.log.rewrite(this.snapshot());
    else this.log.open();
  }

  nextSeq(): number {
    this.lastSeq += 1;
    return this.lastSeq;
  }

  /** Runs `change` as one unit: on an error nothing of it remains, in memory or on disk. */
  write<T>(change: () => T): T {
    if (this.changes) return change();
    this.changes = [];
    this.undo = [];
    try {
      const result = change();
      if (this.changes.length > 0) this.append(this.changes);
      return result;
    } catch (error) {
      for (const step of this.undo.reverse()) step();
      throw error;
    } finally {
      this.changes = undefined;
    }
  }

  /** Empties every table but the webhook subscriptions, which belong to the merchant's set-up. */
  reset(): void {
    this.write(() => {
      for (const name of TABLE_NAMES) {
        if (name !== "subscriptions") for (const row of this[name].all()) this[name].remove(row.id);
      }
    });
  }

  close(): void {
    this.log?.close();
  }

  private table<Name extends TableName>(name: Name): Table<Tables[Name]> {
    const table: Table<Tables[Name]> = new Table((id, row, before) => {
      if (!this.changes) throw new Error(`${name} changed outside of write()`);
      this.changes.push({ table: name, id, ...(row === undefined ? {} : { row }) });
      this.undo.push(() => (row || !before ? table.restore(id, before) : table.putBack(before)));
    });
    return table;
  }

  /** The log is made compact again now and then, or one that runs for weeks would fill the disk. */
  private append(changes: Change[]): void {
    this.log?.append(JSON.stringify(changes));
    this.linesSinceSnapshot += 1;
    if (this.linesSinceSnapshot < this.linesBetweenSnapshots) return;
    this.linesSinceSnapshot = 0;
    try {
      this.log?.rewrite(this.snapshot());
    } catch (error) {
      // The change is kept already: a snapshot that finds no room is tried again after as many lines.
      this.report(error);
    }
  }

  /** False when the line is no list of changes. */
  private load(line: string): boolean {
    try {
      for (const { table, id, row } of JSON.parse(line) as Change[]) {
        const target: { restore(id: string, row: unknown): void } = this[table] as never;
        target.restore(id, row);
        const seq = (row as { seq?: number } | undefined)?.seq ?? 0;
        this.lastSeq = Math.max(this.lastSeq, seq);
      }
      return true;
    } catch {
      return false;
    }
  }

  private *snapshot(): Generator<string> {
    for (const name of TABLE_NAMES) {
      for (const row of this[name].all()) yield JSON.stringify([{ table: name, id: row.id, row }]);
    }
  }

  private size(): number {
    return TABLE_NAMES.reduce((sum, name) => sum + this[name].size, 0);
  }
}
