import { z } from "zod";
import { inputProblems } from "@/lib/messages/account";

/** Dojo's limit for a name and for each line of an address. */
const LONGEST_LINE = 100;

const line = (missing?: string) =>
  z
    .string(missing)
    .trim()
    .max(LONGEST_LINE, inputProblems.tooLong(LONGEST_LINE))
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u, inputProblems.control);

/** Something to see: joiners and zero-width spaces alone would leave a parcel label blank. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * A line of text in any script. No control characters, line ends or marks that turn the reading direction of what
 * follows: PostgreSQL stores no zero, and a parcel label has one line.
 */
export function oneLine(missing: string) {
  return line(missing).regex(VISIBLE, missing);
}

/** Left empty counts as not given. */
export const maybeOneLine = line()
  .transform((text) => text || undefined)
  .optional();
