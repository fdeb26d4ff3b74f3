import fc from "fast-check";
import { meanText, mutated } from "./mean-text";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Numbers as text, because JSON.stringify would tame some of them. */
const numberText = fc.constantFrom(
  ...[
    "0",
    "-0",
    "-1",
    "1.5",
    "1e3",
    "1e400",
    "-1e400",
    "1E-7",
    "2147483647",
    "2147483648",
    "9007199254740993",
  ],
  "9".repeat(400),
);
const deep = fc
  .tuple(fc.constantFrom(["[", "]"], ['{"a":', "}"]), fc.constantFrom(3, 100, 10_000), fc.boolean())
  .map(([[open = "", close = ""], depth, closed]) =>
    closed ? `${open.repeat(depth)}1${close.repeat(depth)}` : open.repeat(depth),
  );
const nasty = fc
  .oneof(meanText, fc.constantFrom("2026-03-01T10:00:00Z", "+275760-09-13T00:00:00Z", "0000-00-00", "1000"))
  .map((text) => JSON.stringify(text));

/** One JSON value as text, not always a valid one. */
const valueText = fc.oneof(
  { weight: 8, arbitrary: nasty },
  { weight: 4, arbitrary: numberText },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "null",
      "true",
      "{}",
      "[]",
      '""',
      "[null]",
      "[[]]",
      '{"__proto__":{"id":"x"}}',
    ),
  },
  { weight: 2, arbitrary: fc.json({ maxDepth: 2 }) },
);

type Change = { at: number; how: "replace" | "drop" | "double" | "rename" | "proto"; value: string };

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat({ max: 1_000 }),
  how: fc.constantFrom("replace", "replace", "replace", "drop", "double", "rename", "proto"),
  value: valueText,
});

/**
 * The text of a good object or list with some of its values exchanged, left out, doubled or renamed, wherever they
 * stand; now and then with its letters mutated, a BOM before it, or something else altogether.
 */
export function meanJson(sample: unknown): fc.Arbitrary<string> {
  const text = JSON.stringify(sample);
  const places = countMembers(sample as Json);
  const changed = fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) =>
      write(sample as Json, new Map(changes.map((each) => [each.at % places, each])), { next: 0 }),
    );
  return fc.oneof(
    { weight: 20, arbitrary: changed },
    { weight: 8, arbitrary: mutated(fc.constant(text)) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(text, `\ufeff${text}`, ` ${text}\n`, `[${text}]`, `${text}${text}`, ""),
    },
    { weight: 2, arbitrary: valueText },
    { weight: 1, arbitrary: meanText },
    { weight: 1, arbitrary: deep.map((inner) => text.replace(":", `:${inner},"x":`)) },
    { weight: 1, arbitrary: deep },
  );
}

/** Members of objects and items of lists, counted in the order in which `write` meets them. */
function countMembers(value: Json): number {
  if (value === null || typeof value !== "object") return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + countMembers(inner), 1);
}

function write(value: Json, changes: ReadonlyMap<number, Change>, count: { next: number }): string {
  const made = changes.get(count.next);
  count.next += 1;
  if (made?.how === "replace") return skip(value, count, made.value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, changes, count)).join(",")}]`;
  const members = Object.entries(value).flatMap(([name, inner]) => {
    const how = changes.get(count.next)?.how;
    const other = changes.get(count.next)?.value ?? "null";
    const member = `${JSON.stringify(name)}:${write(inner, changes, count)}`;
    if (how === "drop") return [];
    if (how === "double") return [member, `${JSON.stringify(name)}:${other}`];
    if (how === "rename") return [member.replace(/\w/, (letter) => letter.toUpperCase())];
    return how === "proto" ? [member, `"__proto__":${other}`] : [member];
  });
  return `{${members.join(",")}}`;
}

/** What stands in a value that is exchanged is not met any more. */
function skip(value: Json, count: { next: number }, text: string): string {
  count.next += countMembers(value) - 1;
  return text;
}
