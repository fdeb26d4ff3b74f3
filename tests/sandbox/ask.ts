import { appendFileSync, readFileSync } from "node:fs";
import { test } from "vitest";
import { findingsFile, readFindings } from "../../scripts/lib/findings.mjs";
import { setting } from "../setup/setting";

const questions = readFindings(readFileSync(findingsFile, "utf8"));

/**
 * Asks one question of docs/dojo-findings.md and notes the answer. It fails when there is none, never for what it
 * says: an answer that surprises is what the question was for.
 */
export function ask(id: string, work: () => Promise<string>): void {
  const row = questions.find((each) => each.id === id);
  if (!row) throw new Error(`docs/dojo-findings.md has no row ${id}`);
  test(row.question, async () => {
    const answer = (await work()).replaceAll(/\s+/g, " ").slice(0, 300);
    if (/\b[cs][ks]_(sandbox|prod)_/.test(answer)) throw new Error("the answer holds a secret");
    appendFileSync(setting("SANDBOX_ANSWERS"), `${JSON.stringify({ id, answer })}\n`);
  });
}
