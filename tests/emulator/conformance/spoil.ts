import type { Asked } from "./cases/case";
import type { Operation } from "./description";
import { type OpenApiSchema, resolve, type Schema } from "./schema";

type Spoilt = { what: string; status: number; asked: Asked };

/** Where an unknown id is neither 404 nor 400. */
const UNKNOWN_ID: Record<string, number> = {
  // Unknown ones are left out of the array.
  "Customers_Get customerId": 200,
  // The secret is not that customer's.
  "Customers_GetPaymentMethods customerId": 401,
  "Customers_DeletePaymentMethod customerId": 401,
};

const NO_AUTH = new Set(["SetupIntents_GetPublicById", "SetupIntents_RefreshSetupIntentTokenPublic"]);

/** A good request, spoilt in every way that the description forbids. */
export function spoil(operation: Operation, good: Asked, named: Record<string, OpenApiSchema>): Spoilt[] {
  const bodies = operation.requestBody
    ? [...spoiltTexts(good), ...spoiltFields(resolve(operation.requestBody, named), good)]
    : [];
  return [...spoiltHeaders(operation, good), ...unknownIds(operation, good), ...bodies];
}

/** Nobody is asked who they are where the summary says "no auth". */
function spoiltHeaders({ id }: Operation, good: Asked): Spoilt[] {
  const status = NO_AUTH.has(id) ? 200 : 401;
  return [
    { what: "no key", status, asked: { ...good, key: "" } },
    { what: "a key of another form", status, asked: { ...good, key: "c2VjcmV0LWtleTo=" } },
    { what: "a production key", status, asked: { ...good, key: "sk_prod_c2VjcmV0LWtleQ" } },
    { what: "no version", status: 400, asked: { ...good, version: null } },
    { what: "a version that is no date", status: 400, asked: { ...good, version: "latest" } },
  ];
}

function unknownIds({ id, params, answers }: Operation, good: Asked): Spoilt[] {
  return params.map((param) => ({
    what: `an unknown ${param}`,
    status: UNKNOWN_ID[`${id} ${param}`] ?? (answers.has(404) ? 404 : 400),
    asked: { ...good, params: { ...good.params, [param]: "unknown" } },
  }));
}

function spoiltTexts(good: Asked): Spoilt[] {
  const texts = {
    "no body": "",
    "a broken body": "{",
    "a list as the body": "[]",
    "null as the body": "null",
  };
  return Object.entries(texts).map(([what, raw]) => ({ what, status: 400, asked: { ...good, raw } }));
}

function spoiltFields(schema: Schema, good: Asked): Spoilt[] {
  return [...wrongBodies(schema, good.body, "the body")].map(([what, body]) => ({
    what,
    status: 400,
    asked: { ...good, body },
  }));
}

type Wrong = [what: string, value: unknown];

/** Copies of a value, each breaking one rule of its schema, at any depth. */
function* wrongBodies(schema: Schema, value: unknown, path: string): Generator<Wrong> {
  for (const [what, wrong] of wrongValues(schema)) yield [`${path}: ${what}`, wrong];
  if (Array.isArray(value) && schema.items) {
    for (const [what, item] of wrongBodies(schema.items, value[0], `${path}[0]`)) {
      yield [what, [item, ...value.slice(1)]];
    }
  }
  if (!isRecord(value)) return;
  for (const [name, item] of Object.entries(value)) {
    const property = schema.properties?.[name] ?? schema.additionalProperties;
    if (typeof property !== "object") continue;
    for (const [what, wrong] of wrongBodies(property, item, `${path}.${name}`)) {
      yield [what, { ...value, [name]: wrong }];
    }
  }
  for (const name of schema.required ?? []) {
    yield [`${path} without ${name}`, { ...value, [name]: undefined }];
    const nullable = schema.properties?.[name]?.nullable;
    if (!nullable) yield [`${path}.${name}: null`, { ...value, [name]: null }];
  }
  if (schema.additionalProperties === false) yield [`${path}: an unknown field`, { ...value, colour: "red" }];
}

const WRONG_TYPE: Record<string, unknown> = {
  string: 7,
  integer: 1.5,
  boolean: "yes",
  object: "text",
  array: "text",
};
const WRONG_FORMAT: Record<string, string> = {
  uri: "not a URI",
  "date-time": "yesterday",
  timespan: "soon",
};

function* wrongValues(schema: Schema): Generator<Wrong> {
  const { type = "object", format, minLength = 0, maxLength, minimum, maximum } = schema;
  yield ["another type", WRONG_TYPE[type]];
  if (type === "integer") yield ["no number", "ten"];
  if (format === "int32") yield ["more than 32 bits", 2 ** 31];
  if (format && WRONG_FORMAT[format]) yield [`not a ${format}`, WRONG_FORMAT[format]];
  if (schema.enum) yield ["none of its words", "Other"];
  if (maxLength !== undefined) yield ["too long", "x".repeat(maxLength + 1)];
  if (minLength > 0) yield ["too short", "x".repeat(minLength - 1)];
  if (minimum !== undefined) yield ["too small", minimum - 1];
  if (maximum !== undefined) yield ["too big", maximum + 1];
}

/** The optional fields that a request leaves out, so that no rule stays untried. */
export function leftOut(schema: Schema, value: unknown, path = ""): string[] {
  if (Array.isArray(value)) return schema.items ? leftOut(schema.items, value[0], `${path}[]`) : [];
  if (!isRecord(value)) return [];
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const place = path ? `${path}.${name}` : name;
    return name in value ? leftOut(property, value[name], place) : [place];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
