import type { Clock } from "./clock";
import { LineLog } from "./log";
import { redact, redactJson, redactPath } from "./redact";

/** `at` is the start in virtual time; `durationMs` ends when the answer is ready to be sent. */
export type JournalEntry = {
  seq: number;
  at: string;
  durationMs: number;
  /** null for the hosted page and for paths that are no operation. */
  operationId: string | null;
  method: string;
  path: string;
  /** null when no answer was given (a fault). */
  status: number | null;
  request: unknown;
  response: unknown;
  /** The kind of the fault that bent it, if one did. */
  fault?: string;
};

/** `json` is the response as it was written out, where it was. */
type Heard = Omit<JournalEntry, "seq" | "at" | "durationMs"> & { json?: string };

/** At least this many entries are kept, at most twice as many, and never more text than this. */
const KEPT = 10_000;
const KEPT_CHARS = 64_000_000;
/** How every line of the file begins: enough to see damage without reading all of them. */
const HEAD = /^\{"seq":(\d+)[,}]/;

/**
 * Every request to the API and the hosted page, redacted before it is kept anywhere. Entries are kept as the text
 * that is in the file, under a first line with the number before theirs: a start need not read them one by one.
 */
export class Journal {
  private readonly log: LineLog | undefined;
  private entries: string[] = [];
  /** The number of the newest entry. */
  private seq = 0;
  private chars = 0;
  /** The file lacks entries, because the disk was full. */
  private behind = false;

  constructor(
    private readonly clock: Clock,
    path?: string,
    private readonly report: (error: unknown) => void = () => {},
  ) {
    if (path === undefined) return;
    this.log = new LineLog(path);
    const { lines, torn } = this.log.lines();
    const damaged = lines.findIndex((line) => !HEAD.test(line) || !line.endsWith("}"));
    if (damaged !== -1) throw this.log.damage(damaged);
    this.seq = Number(HEAD.exec(lines.at(-1) ?? "")?.[1] ?? 0);
    this.entries = lines.filter((line) => line.includes('"at":'));
    this.chars = this.entries.reduce((sum, { length }) => sum + length, 0);
    const full = this.isFull();
    if (full) this.trim();
    if (full || torn) this.rewrite();
    else this.log.open();
  }

  /**
   * Starts timing a request; call the answer once. Both ends are whole milliseconds of the same clock, so that
   * two requests made one after the other never seem to overlap.
   */
  begin(): (heard: Heard) => void {
    const started = Date.now();
    const at = this.clock.iso();
    return (heard) => {
      this.seq += 1;
      const head = JSON.stringify({
        seq: this.seq,
        at,
        durationMs: Date.now() - started,
        operationId: heard.operationId,
        method: heard.method,
        path: redactPath(heard.path),
        status: heard.status,
        request: redact(heard.request),
      });
      const known = heard.json === undefined ? undefined : redactJson(heard.json);
      const response = known ?? JSON.stringify(redact(heard.response));
      const fault = heard.fault === undefined ? "" : `,"fault":${JSON.stringify(heard.fault)}`;
      this.keep(`${head.slice(0, -1)},"response":${response}${fault}}`);
    };
  }

  /** A call that took effect is answered whatever becomes of its entry. */
  private keep(line: string): void {
    this.entries.push(line);
    this.chars += line.length;
    const full = this.isFull();
    if (full) this.trim();
    try {
      if (full || this.behind) this.rewrite();
      else this.log?.append(line);
      this.behind = false;
    } catch (error) {
      this.behind = true;
      this.report(error);
    }
  }

  after(seq: number, limit: number): JournalEntry[] {
    const start = Math.max(seq - this.before(), 0);
    return this.entries.slice(start, start + limit).map(read);
  }

  get size(): number {
    return this.entries.length;
  }

  /** `limit` entries, newest first, after skipping `skip`. */
  newest(limit: number, skip = 0): JournalEntry[] {
    const end = Math.max(this.entries.length - skip, 0);
    return this.entries
      .slice(Math.max(end - limit, 0), end)
      .reverse()
      .map(read);
  }

  /** The newest calls that name the id in their path or answer that very thing; only these are parsed. */
  newestAbout(id: string, limit: number): JournalEntry[] {
    const found: JournalEntry[] = [];
    for (let place = this.entries.length - 1; place >= 0 && found.length < limit; place--) {
      const line = this.entries[place] ?? "";
      const head = line.slice(0, line.indexOf(',"request":'));
      if (head.includes(id) || line.includes(`"response":{"id":"${id}"`)) found.push(read(line));
    }
    return found;
  }

  /** Forgets the entries; numbering goes on, so that a reader's `after` stays good. */
  reset(): void {
    this.entries = [];
    this.chars = 0;
    this.rewrite();
  }

  close(): void {
    this.log?.close();
  }

  /** The number before the first entry's. */
  private before(): number {
    return this.seq - this.entries.length;
  }

  private isFull(): boolean {
    return this.entries.length > 2 * KEPT || this.chars > 2 * KEPT_CHARS;
  }

  /** The oldest go until half of what is allowed is left. */
  private trim(): void {
    let first = Math.max(this.entries.length - KEPT, 0);
    for (const { length } of this.entries.slice(0, first)) this.chars -= length;
    for (; this.chars > KEPT_CHARS; first++) this.chars -= this.entries[first]?.length ?? this.chars;
    this.entries = this.entries.slice(first);
  }

  private rewrite(): void {
    this.log?.rewrite([JSON.stringify({ seq: this.before() }), ...this.entries]);
  }
}

function read(line: string): JournalEntry {
  return JSON.parse(line);
}
