import fc from "fast-check";

/** Bits that mean something to some parser: of URLs, headers, JSON, SQL, HTML, terminals, Unicode. */
export const bits: readonly string[] = [
  ...["\u0000", "\t", "\r\n", "\n", "\r", "\u001b[31m", "\u007f", "\u0085", "\u2028", " ", "\u00a0"],
  ...["\ud800", "\udfff", "\ud83d\ude00", "\ufeff", "\ufffd", "\u200b", "\u202e", "\u2066", "\u200f"],
  ...[
    "//",
    "\\",
    "\\\\",
    "/",
    "..",
    "/../",
    "/./",
    ".",
    "\u3002",
    "\uff0e",
    "\uff0f",
    "\u2044",
    ":",
    "@",
    "?",
    "#",
  ],
  ...["%", "%2f", "%2F%2f", "%5c", "%00", "%0d%0a", "%u2215", "%c0%af", "%ED%A0%80", "+", "&", "=", ";", ","],
  ...["http:", "https://", "javascript:", "data:", "evil.example", "user:word@", "[::1]", ":80", "localhost"],
  ...[
    '"',
    "'",
    "`",
    "<",
    ">",
    "{",
    "}",
    "[",
    "]",
    "null",
    "true",
    "NaN",
    "Infinity",
    "-0",
    "1e400",
    "1e3",
    "0x10",
  ],
  ...["9007199254740993", "-1", "00", "99999999999999999999999", "\uff11", "\u0661", "sha256=", "=="],
  ...["__proto__", "constructor", "\u212a", "\u0130", "\u017f", "\u00df", "\ufb01", "e\u0301", "\u00e9"],
];

export const meanBit = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...bits) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
);

const short = fc.array(meanBit, { maxLength: 6 }).map((parts) => parts.join(""));
const long = fc.tuple(meanBit, fc.integer({ min: 100, max: 3_000 })).map(([bit, times]) => bit.repeat(times));

/** Any text, most of it nasty, now and then a very long one. */
export const meanText = fc.oneof(
  { weight: 40, arbitrary: short },
  { weight: 10, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: long },
);

type Edit = { at: number; length: number; kind: number; bit: string };

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 0, max: 8 }),
  kind: fc.nat({ max: 5 }),
  bit: meanBit,
});

/** Good texts with one to four things done to them: what a parser that looks at the beginning lets pass. */
export function mutated(samples: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(samples, fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([sample, edits]) => edits.reduce(applyEdit, sample));
}

function applyEdit(text: string, { at, length, kind, bit }: Edit): string {
  const start = Math.floor(at * (text.length + 1));
  const [before, span, after] = [
    text.slice(0, start),
    text.slice(start, start + length),
    text.slice(start + length),
  ];
  if (kind === 0) return `${before}${after}`;
  if (kind === 1) return `${before}${bit}${after}`;
  if (kind === 2) return `${before}${span}${bit}${after}`;
  if (kind === 3) return `${before}${span}${span}${after}`;
  if (kind === 4) return `${before}${swapCase(span)}${after}`;
  return `${bit}${text}`;
}

function swapCase(text: string): string {
  return text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase();
}
