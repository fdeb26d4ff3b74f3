/** A schema as OpenAPI 3.0 writes it, in the words that the description uses. */
export type OpenApiSchema = Omit<Schema, "properties" | "items" | "additionalProperties"> & {
  $ref?: string;
  allOf?: OpenApiSchema[];
  oneOf?: OpenApiSchema[];
  properties?: Record<string, OpenApiSchema>;
  items?: OpenApiSchema;
  additionalProperties?: boolean | OpenApiSchema;
};

/** The same as JSON Schema without references; `title` is the name that the description gives it. */
export type Schema = {
  title?: string;
  type?: string;
  nullable?: boolean;
  format?: string;
  pattern?: string;
  enum?: (string | null)[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: boolean | Schema;
  anyOf?: { required: string[] }[];
};

const KEPT = new Set([
  ...["type", "nullable", "format", "pattern", "enum", "minLength", "maxLength", "minimum", "maximum"],
  ...["required", "additionalProperties", "anyOf"],
]);
/** Beside a reference or a combination nothing else is expected. */
const COMBINED = new Set(["nullable"]);
const SAYS_NOTHING = new Set(["description", "example", "default", "title"]);

type Named = Record<string, OpenApiSchema>;

/** Follows references. A keyword that this reader does not know is an error, or a rule would go unchecked. */
export function resolve(schema: OpenApiSchema, named: Named, title?: string): Schema {
  const { $ref, allOf, oneOf, properties, items, ...rest } = schema;
  const combined = $ref === undefined ? (allOf ?? oneOf) : [{ $ref }];
  const rules = readRules(rest, combined ? COMBINED : KEPT);
  if (combined) {
    if (oneOf && oneOf.length > 1) throw new Error("A choice between several schemas is not read yet.");
    const members = combined.map((member) => resolveMember(member, named));
    return orNull(members.length === 1 ? (members[0] ?? {}) : union(members, title), rules.nullable);
  }
  const { additionalProperties: others } = rest;
  return orNull(
    {
      ...(title === undefined ? {} : { title }),
      ...rules,
      ...(typeof others === "object" ? { additionalProperties: resolve(others, named) } : {}),
      ...(properties ? { properties: mapValues(properties, (property) => resolve(property, named)) } : {}),
      ...(items ? { items: resolve(items, named) } : {}),
    },
    rules.nullable,
  );
}

function readRules(said: object, known: Set<string>): Schema {
  const rules = Object.entries(said).filter(([word]) => !SAYS_NOTHING.has(word) && !word.startsWith("x-"));
  const unknown = rules.find(([word]) => !known.has(word));
  if (unknown) throw new Error(`The keyword ${unknown[0]} is not read here yet.`);
  return Object.fromEntries(rules);
}

function resolveMember(member: OpenApiSchema, named: Named): Schema {
  if (member.$ref === undefined) return resolve(member, named);
  const name = member.$ref.replace("#/components/schemas/", "");
  const target = named[name];
  if (!target) throw new Error(`The description has no schema ${member.$ref}.`);
  return resolve(target, named, name);
}

/** Members that are each closed would exclude one another: what is meant is all their properties together. */
function union(members: Schema[], title: string | undefined): Schema {
  return {
    ...(title === undefined ? {} : { title }),
    type: "object",
    additionalProperties: false,
    required: members.flatMap(({ required = [] }) => required),
    properties: Object.assign({}, ...members.map(({ properties }) => properties)),
  };
}

/** OpenAPI 3.0's `nullable` widens an enum too. */
function orNull(schema: Schema, nullable: boolean | undefined): Schema {
  if (!nullable) return schema;
  return { ...schema, nullable, ...(schema.enum ? { enum: [...schema.enum, null] } : {}) };
}

export function mapValues<T, U>(record: Record<string, T>, change: (value: T, key: string) => U) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}
