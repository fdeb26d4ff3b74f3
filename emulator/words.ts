import type { z } from "zod";

const KINDS: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What is wrong with a field in words for people who have never heard of the library that found it. */
export function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== "custom") return "This is required.";
  switch (issue.code) {
    case "invalid_type":
      return `Use ${KINDS[issue.expected] ?? issue.expected}.`;
    case "invalid_value":
      return `Use ${issue.values.map(String).join(", ")}.`;
    case "too_small":
      return issue.inclusive
        ? `At least ${size(issue.origin, issue.minimum)}.`
        : `More than ${issue.minimum}.`;
    case "too_big":
      return `At most ${size(issue.origin, issue.maximum)}.`;
    default:
      return undefined;
  }
}

function size(origin: string, count: number | bigint): string {
  if (origin === "string") return `${count} characters`;
  return origin === "array" ? `${count} items` : String(count);
}
