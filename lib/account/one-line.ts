import { z } from "zod";
import { inputProblems } from "@/lib/messages/account";

/** Dojo's limit for a name and for each line of an address. */
export const LONGEST_LINE = 100;

const line = (missing?: string) =>
  z
    .string(missing)
    .trim()
    .max(LONGEST_LINE, inputProblems.tooLong(LONGEST_LINE))
    .regex(/^\P{Cc}*$/u, inputProblems.control);

/** A line of text in any script. No control characters: PostgreSQL stores no zero, and a parcel label has one line. */
export function oneLine(missing: string) {
  return line(missing).min(1, missing);
}

/** Left empty counts as not given. */
export const maybeOneLine = line()
  .transform((text) => text || undefined)
  .optional();
