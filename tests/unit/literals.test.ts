import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const files = ["app", "components"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, "/")))
    .filter((name) => name.endsWith(".tsx")),
);

const attributes = "aria-label|title|alt|label|placeholder|legend|heading|hint|submit";
const patterns = [
  // After a tag: <p>Hello, <p>Hello {name}.
  /(?<=[\w"'}/\])]>)[^<>{}=;()]*\p{L}{2}[^<>{}=;()]*(?=<\/|<[a-zA-Z]|\{)/gu,
  // After an expression and before a tag: {name} is here</p>.
  /(?<=\})(?!\s*[:&|])(?:(?!\n\n)[^<>{}=;()])*\p{L}{2}(?:(?!\n\n)[^<>{}=;()])*(?=<\/|<[a-z]+[ >])/gu,
  // Between two expressions: {from} and {to}.
  /(?<=\})(?! (?:else|catch|finally|satisfies) )[^\n<>{}=;():"&|]*\p{L}{2}[^\n<>{}=;():"&|]*(?=\{)/gu,
  new RegExp(`\\b(?:${attributes}) ?= ?"[^"]*\\p{L}[^"]*"`, "gu"),
];

/** What a page would say in words of its own: text between tags, and the attributes that are read out. */
function literals(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = patterns.flatMap((pattern) => [...code.matchAll(pattern)]);
  return [...new Set(found.map(([all]) => all.trim()))];
}

/** The names that card schemes print on their cards: drawn, not said. */
const drawn = ["components/cards/scheme-mark.tsx"];

describe("every word on the screen lives in lib/messages", () => {
  test.each([
    ["<p>Hello there</p>", ["Hello there"]],
    ["<p>Hello {name}</p>", ["Hello"]],
    ["<p>\n  {name} is here\n</p>", ["is here"]],
    ["<p>{from} and {to}</p>", ["and"]],
    ["<p>\n  <b>One</b> or another <i>two</i>\n</p>", ["One", "or another", "two"]],
    ['<nav aria-label="Main">{links}</nav>', ['aria-label="Main"']],
    ['<img src="/a.svg" alt="" />', []],
    ['function Total({ heading = "Your order" }) {', ['heading = "Your order"']],
    ["<p>{words.hello}</p>", []],
    ["const larger = (a: number) => a > 1 && a < 2;", []],
    ["if (a) { b } else { c }", []],
    ["}: Look & ButtonHTMLAttributes<HTMLButtonElement>) {", []],
    ["<Price minor={minor} />", []],
  ])("the search understands %j", (source, found) => expect(literals(source)).toEqual(found));

  test.each(files.filter((name) => !drawn.includes(name)))("%s has no words of its own", (name) => {
    expect(literals(readFileSync(path.join(root, name), "utf8"))).toEqual([]);
  });
});
