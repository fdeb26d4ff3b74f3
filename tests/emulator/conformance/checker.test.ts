import { describe, expect, it } from "vitest";
import { createChecker } from "./checker";
import { type Operation, openDescription, readDescription } from "./description";
import { drive } from "./drive";
import { compareRules, rulesOf } from "./rules";
import { type OpenApiSchema, resolve } from "./schema";
import { leftOut, spoil } from "./spoil";

/** A description of our own: one call that answers a cup, and one of the emulator's described wrongly. */
const description = readDescription({
  info: { version: "1" },
  paths: {
    "/customers/{cupId}": {
      parameters: {},
      post: {
        operationId: "Cups_Fill",
        requestBody: content({ $ref: "#/components/schemas/Cup" }),
        responses: { 200: content({ $ref: "#/components/schemas/Cup" }), 204: {}, 404: {} },
      },
    },
    "/terminals": { get: { operationId: "Terminals_Get" } },
    "/webhooks/events": {
      get: { operationId: "Webhooks_GetAllWebhooks", responses: { 200: content({ type: "string" }) } },
    },
  },
  components: {
    schemas: {
      Cup: {
        allOf: [
          {
            type: "object",
            additionalProperties: false,
            properties: { size: { type: "integer", format: "int32" } },
          },
          {
            type: "object",
            additionalProperties: false,
            required: ["size"],
            properties: {
              filledAt: { type: "string", format: "date-time", nullable: true },
              kind: { nullable: true, oneOf: [{ $ref: "#/components/schemas/Kind" }] },
              label: { type: "string", minLength: 1, maxLength: 3 },
            },
          },
        ],
      },
      Kind: { type: "string", enum: ["Tea", "Coffee"] },
    },
  },
});
const [fill, events] = description.operations as [Operation, Operation];

describe("the checker", () => {
  const { check } = createChecker(description);
  const judge = (status: number, body: unknown, type = "application/json; charset=utf-8") =>
    check(fill, { status, body, headers: new Headers({ "content-type": type }) });
  const cup = { size: 2, filledAt: "2026-02-27T09:00:00Z", kind: "Tea", label: "mug" };

  it("passes what is described", () => {
    expect(judge(200, cup)).toEqual([]);
    expect(judge(200, { size: 0, filledAt: null, kind: null })).toEqual([]);
    expect(judge(204, null)).toEqual([]);
  });

  it.each([
    ["a wrong type", { ...cup, size: "2" }, "/size must be integer"],
    ["a number that is too big", { ...cup, size: 2 ** 31 }, '/size must match format "int32"'],
    ["a missing field", { label: "mug" }, "the body must have required property 'size'"],
    ["an unlisted field", { ...cup, colour: "red" }, "the body must NOT have additional properties: colour"],
    ["null where it may not be", { ...cup, label: null }, "/label must be string"],
    [
      "a time without its zone",
      { ...cup, filledAt: "2026-02-27T09:00:00" },
      '/filledAt must match format "date-time"',
    ],
    [
      "an unknown word",
      { ...cup, kind: "Milk" },
      "/kind must be equal to one of the allowed values: Tea,Coffee,",
    ],
    ["a text that is too long", { ...cup, label: "mugs" }, "/label must NOT have more than 3 characters"],
  ])("reports %s", (_what, body, problem) => {
    expect(judge(200, body)).toEqual([problem]);
  });

  it("reports a status, a body and a content type that are not documented", () => {
    expect(judge(500, null)).toEqual(["the status 500 is not documented"]);
    expect(judge(204, "")).toEqual(["a 204 has no body"]);
    expect(judge(200, cup, "text/html")).toEqual(["the content type is text/html"]);
  });
});

describe("the driver", () => {
  it("reports an answer that is not as described, and an operation without cases", async () => {
    const { problems } = await drive(events, description, createChecker(description));
    expect(problems).toContain("the events there are: the body must be string");
    expect(problems).toContain("no key: the status 401 is not documented");
    const unknown = await drive(fill, description, createChecker(description));
    expect(unknown.problems).toEqual(["There are no cases."]);
  });

  it("breaks each rule of a request once", () => {
    const good = { params: { cupId: "1" }, body: { size: 2, label: "mug" } };
    const asked = spoil(fill, good, description.named);
    expect(asked.map(({ what }) => what)).toEqual([
      ...["no key", "a key of another form", "a production key", "no version", "a version that is no date"],
      "an unknown cupId",
      ...["no body", "a broken body", "a list as the body", "null as the body"],
      ...["the body: another type", "the body.size: another type", "the body.size: no number"],
      "the body.size: more than 32 bits",
      ...["the body.label: another type", "the body.label: too long", "the body.label: too short"],
      ...["the body without size", "the body.size: null", "the body: an unknown field"],
    ]);
    expect(leftOut(resolve({ $ref: "#/components/schemas/Cup" }, description.named), good.body)).toEqual([
      "filledAt",
      "kind",
    ]);
  });
});

describe("the comparison of request rules", () => {
  const cup = { $ref: "#/components/schemas/Cup" };
  const rules = (schema: OpenApiSchema) => [...rulesOf(resolve(schema, description.named))];
  const others: OpenApiSchema = {
    type: "object",
    additionalProperties: false,
    properties: {
      size: { type: "integer" },
      filledAt: { type: "string", format: "date-time" },
      kind: { type: "string", enum: ["Tea"] },
      label: { type: "string", minLength: 1, maxLength: 4 },
      colour: { type: "string" },
    },
  };

  it("finds nothing between equals", () => {
    const same = { emulator: rules(cup), description: rules(cup) };
    expect(compareRules("Cups_Fill", same, [])).toEqual({ problems: [], needed: [] });
  });

  it("names every rule that one side alone has, unless it is allowed", () => {
    const where = /^Cups_Fill label$/;
    const allowed = [{ where, emulator: ["maxLength 4"], description: ["maxLength 3"], why: "a test" }];
    const compared = compareRules("Cups_Fill", { emulator: rules(others), description: rules(cup) }, allowed);
    expect(compared.needed).toEqual([`emulator ${where}`, `description ${where}`]);
    expect(compared.problems).toEqual([
      "only the emulator says of size: optional",
      "only the emulator says of size: at least -9007199254740991",
      "only the emulator says of size: at most 9007199254740991",
      "only the emulator says of kind: one of Tea",
      "only the emulator says of colour: optional",
      "only the emulator says of colour: type string",
      "only the description says of size: at least -2147483648",
      "only the description says of size: at most 2147483647",
      "only the description says of kind: one of Tea, Coffee",
    ]);
  });
});

describe("the description", () => {
  it("is not asked for when DOJO_OPENAPI is empty, and must be there when it is named", () => {
    expect(openDescription("")).toBeUndefined();
    expect(() => openDescription("/no/such/description.json")).toThrow(/ENOENT/);
  });

  it("must not hold rules that would go unchecked", () => {
    const schema = { type: "string", multipleOf: 2 } as object;
    expect(() => resolve(schema, {})).toThrow("The keyword multipleOf is not read here yet.");
    expect(() => resolve({ $ref: "#/components/schemas/Jug" }, {})).toThrow(/no schema/);
  });
});

function content(schema: object) {
  return { content: { "application/json": { schema } } };
}
