import fc from "fast-check";
import { meanBit, meanText, mutated } from "./mean-text";

/*
 * Requests as nobody's browser sends them, for whoever parses one: each arbitrary is of a shape that an HTTP client
 * can still put on the wire. `mean-text.ts` and `mean-json.ts` have the texts and bodies.
 */

/** Names that code trips over when it takes them for keys of an object. */
export const meanName = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("__proto__", "constructor", "prototype", "toString", "then", "") },
  { weight: 1, arbitrary: meanText },
);

/** A header's value that Node agrees to send: Latin-1 without line ends. `samples` are mutated, too. */
export function meanHeaderValue(...samples: string[]): fc.Arbitrary<string> {
  return fc
    .oneof(...samples.map((sample) => mutated(fc.constant(sample))), meanText)
    .map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, "\xbf").slice(0, 4_000));
}

/** A path with a query that Node agrees to send; what is not plain becomes percent signs, some of them broken. */
export function meanPath(...samples: string[]): fc.Arbitrary<string> {
  return fc
    .oneof(
      ...samples.map((sample) => mutated(fc.constant(sample))),
      fc.array(meanBit, { maxLength: 6 }).map((bits) => bits.join("/")),
    )
    .map((text) => `/${escaped(text)}`.slice(0, 2_000));
}

function escaped(text: string): string {
  const bytes = Buffer.from(text).toString("latin1");
  return bytes.replace(/[^!-~]/g, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** A form's fields, `known` names among others, some sent twice. */
export function meanFields(known: Record<string, string>): fc.Arbitrary<[name: string, value: string][]> {
  const own = Object.entries(known).map(([name, sample]) =>
    fc.tuple(fc.constant(name), fc.oneof(fc.constant(sample), mutated(fc.constant(sample)), meanText)),
  );
  const other = fc.tuple(meanName, meanText);
  return fc.array(fc.oneof(...own, other), { maxLength: 2 * own.length + 3 });
}

/** A Cookie header in which the cookies named are there, odd, doubled or missing. */
export function meanCookies(known: Record<string, string>): fc.Arbitrary<string> {
  return meanFields(known)
    .map((fields) => fields.map(([name, value]) => `${name}=${value}`).join("; "))
    .map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, "%00").slice(0, 6_000));
}

/** Ids as they stand in addresses and hidden fields: of the right letters and length, nearly right, or nothing like it. */
export const meanId = fc.oneof(
  fc.stringMatching(/^[\w-]{20,24}$/),
  mutated(fc.stringMatching(/^[\w-]{22}$/)),
  mutated(fc.stringMatching(/^[\w-]{43}$/)),
  fc.stringMatching(/^\d{0,14}$/),
  meanText,
);
