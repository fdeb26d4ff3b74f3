import type { z } from "zod";
import { readCapped } from "@/lib/border/read-capped";
import { noteFormRead } from "@/lib/border/request-context";

/** A form's text fields as an object; a field that is a file, or sent twice, is not what any of our forms send. */
export function textFields(form: unknown): Record<string, string> {
  noteFormRead();
  // An action can be called by hand with anything.
  if (!(form instanceof FormData)) return {};
  // One pass: asking the form for each name again would take seconds for thousands of them.
  const values = new Map<string, FormDataEntryValue | null>();
  for (const [name, value] of form) values.set(name, values.has(name) ? null : value);
  return Object.fromEntries(
    [...values].filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

/** Null when the body is no form at all, or one larger than ours: a person's browser never sends that. */
export async function readForm(request: Request): Promise<FormData | null> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return null;
  const body = await readCapped(request.body);
  if (!body) return null;
  return new Response(body, { headers: { "content-type": type } }).formData().catch(() => null);
}

/** The first complaint about each field, for the form to show beside it. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of error.issues) errors[String(path[0])] ??= message;
  return errors;
}
