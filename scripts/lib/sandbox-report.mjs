import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { answerOfEmulator, dojoItself, findingsFile, readFindings, withAnswers } from "./findings.mjs";
import { say } from "./say.mjs";

const page = "docs/dojo-findings.md";

/** Tells every answer, then loudly those that the emulator does not give, and writes them down when Dojo gave them. */
export function reportAnswers({ answersFile, apiUrl, mayWrite, file = findingsFile }) {
  const answers = readAnswers(answersFile);
  if (answers.length === 0) return;
  const text = readFileSync(file, "utf8");
  const asked = readFindings(text).flatMap((row) => {
    const found = answers.find(({ id }) => id === row.id);
    return found ? [{ ...row, found: found.answer, emulator: answerOfEmulator(row) }] : [];
  });
  say("\nAnswers:");
  for (const { question, found } of asked) say(`  ${question}\n      ${found}`);
  // 501 is an emulator's own word for what it does not play: it assumes nothing, so nothing differs.
  const assumed = asked.filter(({ found }) => apiUrl === dojoItself || found !== "501");
  reportDifferences(assumed);
  if (apiUrl !== dojoItself) return say(`\nNothing is written to ${page}: ${apiUrl} is not Dojo itself.`);
  if (!mayWrite) return say(`\nNothing is written to ${page}, as --no-write says.`);
  writeFileSync(file, withAnswers(text, answers, new Date().toISOString().slice(0, 10)));
  say(`\n${answers.length} answers are now in ${page}.`);
}

function reportDifferences(asked) {
  const differing = asked.filter(({ found, emulator }) => found !== emulator);
  for (const { question, found, emulator, reliedOnBy } of differing) {
    say(`\nDIFFERS FROM THE EMULATOR: ${question}`);
    say(`  the answer is:        ${found}`);
    say(`  the emulator answers: ${emulator}`);
    say(`  relied on by:         ${reliedOnBy}`);
  }
  if (differing.length > 0)
    say(`\n${differing.length} of ${asked.length} answers differ from the emulator, which must be changed.`);
}

function readAnswers(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}
