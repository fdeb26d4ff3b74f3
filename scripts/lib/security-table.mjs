import { join, relative } from "node:path";
import { root } from "./root.mjs";

export const securityFile = join(root, "docs/security.md");

const ITEMS = 60;
const begin =
  "<!-- The table is written by `npm run test:security -- --write`, from the titles of the tests. -->";
const numbered = /^(\d+)\. (.*)$/;

/**
 * The document with its table as a report of the whole of tests/security has it: item, what holds, where it is proven
 * and how that ended. Throws for an item that no test bears.
 */
export function withTable(text, report) {
  const rows = rowsOf(report);
  const lines = [];
  for (let item = 1; item <= ITEMS; item += 1) {
    const found = rows.filter((row) => row.item === item);
    if (found.length === 0) throw new Error(`No test bears out item ${item}.`);
    for (const { what, file, passed, all } of found)
      lines.push(
        `| ${item} | ${cell(what)} | \`${file}\` | ${passed === all ? `holds (${all})` : "FAILS"} |`,
      );
  }
  const table = ["| Item | What holds | Test | Result |", "| ---: | --- | --- | --- |", ...lines].join("\n");
  return `${text.slice(0, text.indexOf(begin))}${begin}\n\n${table}\n`;
}

/** What one title, of a group or a test by itself, claims, and how many tests bear it out. */
function rowsOf(report) {
  const claims = new Map();
  for (const { name, assertionResults } of report.testResults)
    for (const { ancestorTitles, title, status } of assertionResults) {
      const [, item, what] =
        [...ancestorTitles, title].map((text) => numbered.exec(text)).find(Boolean) ?? [];
      if (!item) continue;
      const file = relative(root, name);
      const claim = claims.get(`${file} ${item} ${what}`) ?? {
        item: Number(item),
        what,
        file,
        passed: 0,
        all: 0,
      };
      claim.all += 1;
      if (status === "passed") claim.passed += 1;
      claims.set(`${file} ${item} ${what}`, claim);
    }
  const place = ({ file, what }) => `${file} ${what}`;
  return [...claims.values()].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

const cell = (text) => text.replaceAll("|", "\\|");
