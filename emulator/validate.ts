import { z } from "zod";
import { type FieldErrors, invalidField, Refusal } from "./errors";
import { plainly } from "./words";

/** As System.Text.Json has it by default. What is deeper could not be written out again either. */
const DEEPEST = 64;

const NUMERIC = /^-?\d+(\.\d+)?$/;

/**
 * Reads JSON the way ASP.NET's web defaults do: property names and enums in any case, numbers also from strings, an
 * optional property that is null counts as absent. The last of two spellings wins.
 */
function fold(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return fold(schema.unwrap(), value);
  if (schema instanceof z.ZodNullable && value !== null) return fold(schema.unwrap(), value);
  if (schema instanceof z.ZodEnum && typeof value === "string") return inItsCase(schema, value);
  if (schema instanceof z.ZodNumber && typeof value === "string" && NUMERIC.test(value)) return Number(value);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => fold(schema.element, item));
  if (!(schema instanceof z.ZodObject) || !isRecord(value)) return value;

  const fields = new Map(
    Object.entries(schema.shape).map(([name, field]) => [name.toLowerCase(), { name, field }]),
  );
  const folded = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    const known = fields.get(key.toLowerCase());
    if (known && item === null && known.field instanceof z.ZodOptional) folded.delete(known.name);
    else if (known) folded.set(known.name, fold(known.field, item));
    else folded.set(key, item);
  }
  return Object.fromEntries(folded);
}

/** A switch of the query as .NET prints it (`True`), or Dojo's PHP client (`1`). */
export function readFlag(name: string, text = ""): boolean {
  const word = text.toLowerCase();
  if (["", "0", "false"].includes(word)) return false;
  if (["1", "true"].includes(word)) return true;
  throw invalidField(name, "Use true or false.");
}

/** Parses and checks a body against its schema; a Refusal 400 names every field that is wrong. */
export function readBody<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  const parsed = schema.safeParse(fold(schema, parseJson(text)), { error: plainly });
  if (parsed.success) return parsed.data;
  throw new Refusal(400, "One or more fields are not valid.", fieldErrors(parsed.error));
}

function inItsCase(schema: z.ZodEnum, value: string): unknown {
  const word = value.toLowerCase();
  return schema.options.find((option) => String(option).toLowerCase() === word) ?? value;
}

function parseJson(text: string): unknown {
  if (text.trim() === "") throw new Refusal(400, "A JSON body is required.", { $: ["The body is empty."] });
  if (isTooDeep(text)) {
    const message = `Nested more than ${DEEPEST} times.`;
    throw new Refusal(400, message, { $: [message] });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "The body is not valid JSON.", { $: ["The body is not valid JSON."] });
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (bracket === "[" || bracket === "{") depth += 1;
    else if (bracket === "]" || bracket === "}") depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function fieldErrors(error: z.ZodError): FieldErrors {
  const errors = new Map<string, string[]>();
  const add = (path: PropertyKey[], message: string) => {
    const field = fieldName(path);
    errors.set(field, [...(errors.get(field) ?? []), message]);
  };
  for (const issue of error.issues) {
    if (issue.code !== "unrecognized_keys") add(issue.path, issue.message);
    else for (const key of issue.keys) add([...issue.path, key], "Unknown field.");
  }
  return Object.fromEntries(errors);
}

function fieldName(path: PropertyKey[]): string {
  const name = path.reduce<string>(
    (all, part) => (typeof part === "number" ? `${all}[${part}]` : `${all}${all && "."}${String(part)}`),
    "",
  );
  return name || "$";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
