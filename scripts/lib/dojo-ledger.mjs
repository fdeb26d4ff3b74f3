import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

/*
 * What a run against Dojo has made, in a file. A creation is written down as asked before it is sent and as made,
 * refused or doubtful at its answer, so that whoever cleans up after the tests, or after their death, knows all of it:
 * one that was asked and never answered may have happened too.
 */

const unanswered = { event: "doubtful", why: "stopped before the answer" };

/** Opens the ledger of a run; several processes may write, since each line is one append. */
export function openLedger(file) {
  const read = () =>
    existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line))
      : [];
  const of = (event) => read().filter((entry) => entry.event === event);
  const note = (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`);
  return {
    /** Before a creation is sent; gives what to call with its outcome. */
    asked: (creation) => {
      const call = randomUUID();
      note({ event: "asked", call, ...creation });
      return {
        made: (id) => note({ event: "made", call, kind: creation.kind, id }),
        refused: () => note({ event: "refused", call }),
        doubtful: (why) => note({ event: "doubtful", call, why }),
      };
    },
    removed: (thing) => note({ event: "removed", ...thing }),
    made: () => distinct(of("made")),
    /** Creations whose answer never came, or was an error of theirs: they may have happened. */
    doubtful: () => {
      const outcomes = read().filter(({ event }) => event !== "asked");
      return of("asked").flatMap(({ call, kind, name }) => {
        const { event, why } = outcomes.find((outcome) => outcome.call === call) ?? unanswered;
        return event === "doubtful" ? [{ kind, name, why }] : [];
      });
    },
    left: () => {
      const removed = new Set(of("removed").map(({ id }) => id));
      return distinct(of("made")).filter(({ id }) => !removed.has(id));
    },
  };
}

/** Cancels and deletes what is left; intents first, since they name their customer. Gives what resisted, and how. */
export async function removeLeft(ledger, { apiUrl, apiKey }) {
  const call = (method, path) => callDojo(`${apiUrl}${path}`, { method, apiKey });
  const resisting = [];
  const left = ledger.left().toSorted((a, b) => b.kind.localeCompare(a.kind));
  for (const { kind, id } of left) {
    const path = `/${kind === "customer" ? "customers" : "payment-intents"}/${encodeURIComponent(id)}`;
    const status = await call("DELETE", path).then(
      (answer) => answer.status,
      (error) => error.message,
    );
    const gone = (status >= 200 && status < 300) || (await isGone(kind, path, status, call));
    if (gone) ledger.removed({ kind, id });
    else resisting.push({ kind, id, status });
  }
  return resisting;
}

/** An intent that nobody can pay any more needs no cancelling, and a customer may have been deleted already. */
async function isGone(kind, path, status, call) {
  if (kind === "customer") return status === 404;
  try {
    const answer = await call("GET", `${path}?returnCanceled=true`);
    return answer.status === 200 && JSON.parse(answer.text).status === "Canceled";
  } catch {
    return false;
  }
}

async function callDojo(url, { method, apiKey }) {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Basic ${apiKey}`, version: "2026-02-27", accept: "application/json" },
    redirect: "manual",
    signal: AbortSignal.timeout(15_000),
  });
  return { status: response.status, text: await response.text() };
}

function distinct(entries) {
  return [...new Map(entries.map((entry) => [entry.id, entry])).values()];
}
