import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { z } from "zod";
import { EXTRA_FIELDS, EXTRA_STATUSES, NEVER_SHOWN } from "./allowances";
import type { Description, Operation } from "./description";
import { mapValues, type OpenApiSchema, resolve, type Schema } from "./schema";

export type Answer = { status: number; body: unknown; headers: Headers };
export type Checker = ReturnType<typeof createChecker>;

const MOST_SHOWN = 5;
const TIMESPAN = /^(\d+\.)?([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$/;

/** Holds answers against the description, and remembers which of its fields and statuses they showed. */
export function createChecker({ named }: Description) {
  const shown = new Set<string>();
  const listed = new Set<string>();
  const answered = new Set<string>();
  const validators = new Map<string, ValidateFunction>();
  const ajv = new Ajv({ allErrors: true });
  ajv.addFormat("date-time", (text) => z.iso.datetime({ offset: true }).safeParse(text).success);
  ajv.addFormat("uri", URL.canParse);
  ajv.addFormat("timespan", TIMESPAN);
  ajv.addFormat("int32", { type: "number", validate: (value) => value === (value | 0) });
  ajv.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  ajv.addKeyword({
    keyword: "shows",
    validate: (field: string, value: unknown) => {
      if (value !== null) shown.add(field);
      return true;
    },
  });

  /** Every object is closed: also those that the description leaves open, since it means its lists. */
  function closed(schema: Schema, expected = true): object {
    const { properties, items, title = "", ...rest } = schema;
    const extras = Object.entries(EXTRA_FIELDS).filter(([field]) => field.startsWith(`${title}.`));
    const extra = extras.map(([field, each]) => [field.slice(title.length + 1), resolve(each.schema, named)]);
    const fields: Record<string, Schema> = { ...properties, ...Object.fromEntries(extra) };
    const field = (each: Schema, name: string) => {
      const shows = `${title}.${name}`;
      if (expected && title) listed.add(shows);
      return { ...closed(each, expected && NEVER_SHOWN[shows] === undefined), shows };
    };
    return {
      ...rest,
      ...(items ? { items: closed(items, expected) } : {}),
      ...(properties ? { additionalProperties: false, properties: mapValues(fields, field) } : {}),
    };
  }

  function validator(schema: OpenApiSchema): ValidateFunction {
    const key = JSON.stringify(schema);
    const validate = validators.get(key) ?? ajv.compile(closed(resolve(schema, named)));
    validators.set(key, validate);
    return validate;
  }

  /** What is wrong with an answer, in words; nothing when it is as described. */
  function check(operation: Operation, { status, body, headers }: Answer): string[] {
    answered.add(`${operation.id} ${status}`);
    const extra = EXTRA_STATUSES[`${operation.id} ${status}`] !== undefined;
    if (!operation.answers.has(status) && !extra) return [`the status ${status} is not documented`];
    const schema = operation.answers.get(extra ? 401 : status);
    if (!schema) return body === null ? [] : [`a ${status} has no body`];
    const type = headers.get("content-type") ?? "none";
    if (!/^application\/json(;|$)/.test(type)) return [`the content type is ${type}`];
    const validate = validator(schema);
    return validate(body) ? [] : inWords(validate.errors ?? []);
  }

  return { check, shown, listed, answered };
}

function inWords(errors: ErrorObject[]): string[] {
  const lines = errors.map(({ instancePath, message, params }) => {
    const detail = params.additionalProperty ?? params.allowedValues;
    return `${instancePath || "the body"} ${message}${detail === undefined ? "" : `: ${detail}`}`;
  });
  return lines.length > MOST_SHOWN ? [...lines.slice(0, MOST_SHOWN), "and more"] : lines;
}
