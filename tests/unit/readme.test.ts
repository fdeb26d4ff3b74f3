import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { OPERATIONS } from "../../emulator/operations";

const decisions = readdirSync("docs/decisions").map((name) => `docs/decisions/${name}`);

/** A document that names a file which has moved sends its reader into the wrong room. */
test.each(["README.md", "emulator/README.md", "docs/dojo-findings.md", ...decisions])(
  "every file that %s names exists",
  (document) => {
    const text = readFileSync(document, "utf8");
    const named = [
      ...text.matchAll(/`((?:app|lib|components|prisma|emulator|scripts|tests|docs)\/[\w./[\]-]*)`/g),
    ];
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)];
    const paths = [
      ...named.map(([, path = ""]) => path),
      ...linked.map(([, path = ""]) => join(dirname(document), path)),
    ];
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  },
);

test("the README leads from each step of the guide to a file and a test", () => {
  const rows = readFileSync("README.md", "utf8").match(/^\| (?:[1-5] |Preferred card).*$/gm) ?? [];
  expect(rows.length).toBeGreaterThanOrEqual(9);
  for (const row of rows) expect(row).toMatch(/\| `(?:app|lib)\/.*\| `tests\//);
});

test("the emulator's README lists every operation that it plays", () => {
  const rows = readFileSync("emulator/README.md", "utf8").matchAll(/^\| `(\w+)` +\| `([A-Z]+) (\/[^`]*)`/gm);
  const listed = [...rows].map(
    ([, id, method, path = ""]) => `${id} ${method} ${path.replace(/\{(\w+)\}/g, ":$1")}`,
  );
  expect(listed).toEqual(OPERATIONS.map(({ id, method, path }) => `${id} ${method} ${path}`));
});
