import { join } from "node:path";
import { root } from "./root.mjs";

/** One row for each question about Dojo; rows keep their place and are found again by their id. */
export const findingsFile = join(root, "docs/dojo-findings.md");

/** The only address whose answers are findings: what an emulator says is an assumption, however often it says so. */
export const dojoItself = "https://api.dojo.tech";

const columns = ["id", "question", "answer", "state", "source", "reliedOnBy"];
const noteOfEmulator = /; the emulator: (.*)$/;

/** The rows of the tables, each with the heading above it. A row that lacks a cell is an error, not a row less. */
export function readFindings(text) {
  let heading = "";
  return text.split("\n").flatMap((line) => {
    heading = /^## (.*)/.exec(line)?.[1] ?? heading;
    const row = readRow(line);
    return row ? [{ ...row, heading }] : [];
  });
}

/** What the emulator answers to a row's question: the answer itself, unless its state notes another. */
export function answerOfEmulator({ answer, state }) {
  return noteOfEmulator.exec(state)?.[1] ?? answer;
}

/** The text with the rows that were answered replaced; everything else stays as it was, to the letter. */
export function withAnswers(text, answers, date) {
  const lines = text.split("\n").map((line) => {
    const row = readRow(line);
    const found = row && answers.find(({ id }) => id === row.id);
    return found ? writeRow(answered(row, found.answer, date)) : line;
  });
  return lines.join("\n");
}

function answered(row, answer, date) {
  const emulator = answerOfEmulator(row);
  const state = answer === emulator ? `found ${date}` : `found ${date}; the emulator: ${emulator}`;
  return { ...row, answer, state };
}

function readRow(line) {
  const id = /^\| `([a-z0-9-]+)` +\|/.exec(line)?.[1];
  if (!id) return null;
  const cells = line.split(/(?<!\\)\|/).slice(1, -1);
  if (cells.length !== columns.length)
    throw new Error(`docs/dojo-findings.md: the row ${id} has ${cells.length} cells, not ${columns.length}`);
  const values = cells.map((cell) => cell.trim().replaceAll("\\|", "|"));
  return { ...Object.fromEntries(columns.map((name, index) => [name, values[index]])), id };
}

function writeRow(row) {
  const cells = columns.map((name) => (name === "id" ? `\`${row.id}\`` : row[name].replaceAll("|", "\\|")));
  return `| ${cells.join(" | ")} |`;
}
