import type { Schema } from "./schema";

/** What a JSON Schema of zod may say beyond those of the description. */
export type ZodSchema = Omit<Schema, "properties" | "items" | "additionalProperties" | "anyOf"> & {
  exclusiveMinimum?: number;
  minItems?: number;
  properties?: Record<string, ZodSchema>;
  items?: ZodSchema;
  additionalProperties?: boolean | ZodSchema;
};

type Rule = readonly [place: string, rule: string];

const INTEGERS: Record<string, [number, number]> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
const SAID_ALIKE = ["pattern", "minLength", "maxLength", "minItems"] as const;

/** Every rule of a request in the same words for both sides: the place (`amount.value`), then `type integer`. */
export function* rulesOf(schema: ZodSchema, place = ""): Generator<Rule> {
  const { type, format, properties = {}, required = [], items, additionalProperties: others } = schema;
  if (type !== undefined) yield [place, `type ${type}`];
  if (type === "integer") yield* bounds(schema, place);
  else if (format !== undefined) yield [place, `format ${format}`];
  if (schema.enum) yield [place, `one of ${schema.enum.filter((word) => word !== null).join(", ")}`];
  for (const word of SAID_ALIKE) if (schema[word] !== undefined) yield [place, `${word} ${schema[word]}`];
  if (others === false) yield [place, "no other fields"];
  if (typeof others === "object" && others.type) yield* rulesOf(others, `${place}.*`);
  if (items) yield* rulesOf(items, `${place}[]`);
  for (const [name, property] of Object.entries(properties)) {
    const inner = place ? `${place}.${name}` : name;
    if (!required.includes(name)) yield [inner, "optional"];
    else if (property.nullable) yield [inner, "required, may be null"];
    yield* rulesOf(property, inner);
  }
}

/** An integer without a format is as wide as JSON's numbers are exact. */
function* bounds({ format = "int64", ...said }: ZodSchema, place: string): Generator<Rule> {
  const [least, most] = INTEGERS[format] ?? [];
  const above = said.exclusiveMinimum === undefined ? undefined : said.exclusiveMinimum + 1;
  yield [place, `at least ${above ?? said.minimum ?? least}`];
  yield [place, `at most ${said.maximum ?? most}`];
}

export const SIDES = ["emulator", "description"] as const;

/** A difference that is allowed: `pattern` stands for any pattern. */
export type Difference = { where: RegExp; emulator: string[]; description: string[]; why: string };

/** The rules that one side alone has: problems, or differences that are allowed and so needed. */
export function compareRules(
  id: string,
  rules: Record<(typeof SIDES)[number], Rule[]>,
  allowed: Difference[],
) {
  const [problems, needed]: [string[], string[]] = [[], []];
  for (const side of SIDES) {
    const other = side === "emulator" ? rules.description : rules.emulator;
    for (const [place, rule] of rules[side]) {
      if (other.some((each) => each[0] === place && each[1] === rule)) continue;
      const difference = allowed.find(
        (each) =>
          each.where.test(`${id} ${place}`) && each[side].some((said) => `${rule} `.startsWith(`${said} `)),
      );
      if (difference) needed.push(`${side} ${difference.where}`);
      else problems.push(`only the ${side} says of ${place || "the body"}: ${rule}`);
    }
  }
  return { problems, needed };
}
