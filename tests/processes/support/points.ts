import { channel } from "node:diagnostics_channel";
import pg from "pg";

/**
 * Every moment at which a process can be between two things: before it sends a statement or a call to Dojo, when
 * that has left and no answer has come, and when the answer has come and nobody has seen it yet.
 */
const MOMENTS = ["before", "sent", "answered"] as const;
type Reach = (point: string) => void;

type Query = (this: unknown, ...args: unknown[]) => unknown;
type Callback = (...results: unknown[]) => void;

/** Wraps the database driver and `fetch`, so that `reach` is called at every point, with a name that holds no ids. */
export function watchPoints(reach: Reach): void {
  let ordinal = 0;
  const next = (what: string) => {
    ordinal += 1;
    const name = `${String(ordinal).padStart(2, "0")} ${what}`;
    return (moment: (typeof MOMENTS)[number]) => reach(`${name}, ${moment}`);
  };
  watchDatabase(next);
  watchFetch(next);
}

type Next = (what: string) => (moment: (typeof MOMENTS)[number]) => void;

function watchDatabase(next: Next): void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  prototype.query = function watched(...args) {
    const at = next(nameOfStatement(args[0]));
    at("before");
    const callback = args.at(-1);
    if (typeof callback !== "function") {
      const answer = Promise.resolve(query.apply(this, args));
      const sent = hasLeft(at);
      return answer.finally(async () => {
        await sent;
        at("answered");
      });
    }
    const heard: Callback = async (...results) => {
      await sent;
      at("answered");
      callback(...results);
    };
    const returned = query.apply(this, [...args.slice(0, -1), heard]);
    const sent = hasLeft(at);
    return returned;
  };
}

/** The driver writes at once; by the end of this turn of the event loop the bytes are the system's. */
function hasLeft(at: ReturnType<Next>): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      at("sent");
      resolve();
    });
  });
}

function watchFetch(next: Next): void {
  const send = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    const at = next(`${init?.method ?? "GET"} ${withoutIds(pathname)}`);
    at("before");
    const sent = bodyHasLeft().then(() => hasLeft(at));
    const response = await send(input, init);
    await sent;
    at("answered");
    return response;
  };
}

/** Node's own HTTP client says when it has written a whole request; one runs at a time here. */
function bodyHasLeft(): Promise<void> {
  const wrote = channel("undici:request:bodySent");
  return new Promise((resolve) => {
    const heard = () => {
      wrote.unsubscribe(heard);
      resolve();
    };
    wrote.subscribe(heard);
  });
}

/** Verbs and tables: `INSERT Order`, `SELECT User`, `COMMIT`; all changes of a statement that makes several. */
function nameOfStatement(asked: unknown): string {
  const text = typeof asked === "string" ? asked : (asked as { text: string }).text;
  const changes = text.matchAll(/\b(INSERT INTO|(?<!FOR )UPDATE|DELETE FROM)\s+(?:"public"\.)?"(\w+)"/gi);
  const named = [...changes].map(([, verb = "", table]) => `${verb.split(" ")[0]} ${table}`);
  if (named.length > 0) return named.join(" and ");
  const [verb = ""] = text.trim().split(/\s/, 1);
  const table = /\bFROM\s+(?:"public"\.)?"(\w+)"/i.exec(text)?.[1];
  return table ? `${verb} ${table}` : verb;
}

function withoutIds(pathname: string): string {
  return pathname.replace(/\/(?:cust|pi|pm)_[^/]+/g, "/…");
}
