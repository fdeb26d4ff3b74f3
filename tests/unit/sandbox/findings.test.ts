import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { answerOfEmulator, findingsFile, readFindings, withAnswers } from "../../../scripts/lib/findings.mjs";
import { reportAnswers } from "../../../scripts/lib/sandbox-report.mjs";

const page = `# Findings

## Asked

| id | question | answer | state | source | relied on by |
| --- | --- | --- | --- | --- | --- |
| \`order\` | Which order? | newest first | assumed | our reading | \`emulator/paging.ts\` |
| \`twice\` | A \\| B? | 404 | found 2026-01-02; the emulator: 400 | our reading | nobody |

The end.
`;

describe("the page of findings", () => {
  test("is read row by row, bars and all", () => {
    expect(readFindings(page).map(({ id, question, heading }) => [id, question, heading])).toEqual([
      ["order", "Which order?", "Asked"],
      ["twice", "A | B?", "Asked"],
    ]);
  });

  test("says what the emulator answers, also beside a finding that differs", () => {
    expect(readFindings(page).map(answerOfEmulator)).toEqual(["newest first", "400"]);
  });

  test("takes an answer into its row and leaves every other letter alone", () => {
    const answered = withAnswers(page, [{ id: "order", answer: "newest first" }], "2026-12-01");
    expect(answered).toBe(page.replace("newest first | assumed", "newest first | found 2026-12-01"));
  });

  test("keeps what the emulator answers, finding after finding, until it answers alike", () => {
    const answer = (text: string, said: string) =>
      withAnswers(text, [{ id: "order", answer: said }], "2026-12-01");
    const once = answer(page, "oldest | first");
    expect(once).toContain("| oldest \\| first | found 2026-12-01; the emulator: newest first |");
    expect(answer(once, "oldest | first")).toBe(once);
    expect(answer(once, "newest first")).toContain("| newest first | found 2026-12-01 |");
  });

  test("refuses a row that lacks a cell", () => {
    expect(() => readFindings("| `order` | Which order? | newest first |")).toThrow("order has 3 cells");
  });

  test("of the project has each id once, and a state that is one of two", () => {
    const rows = readFindings(readFileSync(findingsFile, "utf8"));
    expect(rows.length).toBeGreaterThan(90);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const row of rows) {
      expect(row.state, row.id).toMatch(/^(assumed|found 20\d\d-\d\d-\d\d(; the emulator: .+)?)$/);
      for (const cell of [row.question, row.answer, row.source, row.reliedOnBy])
        expect(cell, row.id).not.toBe("");
    }
  });
});

describe("the report of a run", () => {
  let folder: string;
  let file: string;
  let said: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "findings-"));
    file = join(folder, "findings.md");
    writeFileSync(file, page);
    said = "";
    vi.spyOn(process.stdout, "write").mockImplementation((part) => {
      said += part;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  function report(answer: string, run: { apiUrl?: string; mayWrite?: boolean } = {}): string {
    const answersFile = join(folder, "answers.jsonl");
    writeFileSync(answersFile, `${JSON.stringify({ id: "order", answer })}\n`);
    reportAnswers({ answersFile, apiUrl: "https://api.dojo.tech", mayWrite: true, file, ...run });
    return readFileSync(file, "utf8");
  }

  test("writes what Dojo answered", () => {
    expect(report("newest first")).toMatch(/newest first \| found 20/);
    expect(said).not.toContain("DIFFERS");
  });

  test("says a difference loudly, with who relies on it", () => {
    expect(report("oldest first")).toMatch(/oldest first \| found [\d-]+; the emulator: newest first/);
    expect(said).toContain("DIFFERS FROM THE EMULATOR: Which order?");
    expect(said).toContain("`emulator/paging.ts`");
    expect(said).toContain("1 of 1 answers differ from the emulator, which must be changed.");
  });

  test.each(["http://127.0.0.1:4000", "https://api.dojo.tech.example", "https://dojo.tech"])(
    "never makes a finding of what %s says",
    (apiUrl) => {
      expect(report("oldest first", { apiUrl })).toBe(page);
      expect(said).toContain("is not Dojo itself");
    },
  );

  test("only prints when it is told not to write", () => {
    expect(report("oldest first", { mayWrite: false })).toBe(page);
    expect(said).toContain("oldest first");
  });

  test("takes a 501 for an answer of Dojo's, and for none of an emulator's", () => {
    report("501", { apiUrl: "http://127.0.0.1:4000" });
    expect(said).not.toContain("DIFFERS");
    report("501", { mayWrite: false });
    expect(said).toContain("DIFFERS");
  });
});
