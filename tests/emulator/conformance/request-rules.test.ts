import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { startDojo } from "../dojo";
import { CASES } from "./cases/index";
import { type Description, HOW_TO_GET_IT, openDescription } from "./description";
import { send } from "./drive";
import { REQUEST_DIFFERENCES } from "./request-differences";
import { compareRules, rulesOf, SIDES, type ZodSchema } from "./rules";
import { resolve } from "./schema";

/** The schemas that the emulator has read bodies with, oldest first. */
const used = vi.hoisted((): unknown[] => []);
vi.mock(import("../../../emulator/validate"), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    readBody: (schema, text) => {
      used.push(schema);
      return original.readBody(schema, text);
    },
  };
});

const description = openDescription();

if (description) describe("request bodies", () => comparison(description));
else it.skip(`The emulator's request schemas were not compared: this ${HOW_TO_GET_IT}.`);

function comparison({ operations, named }: Description) {
  const needed = new Set<string>();

  it.each(operations)("of $id have the rules of the published description", async (operation) => {
    const dojo = startDojo({ fetch: async () => new Response(null, { status: 204 }) });
    const asked = await CASES[operation.id]?.[0].ask(dojo);
    used.length = 0;
    await send(dojo, operation, asked ?? {});
    dojo.close();
    expect(used).toHaveLength(operation.requestBody ? 1 : 0);
    if (!operation.requestBody) return;
    const emulator = [...rulesOf(jsonSchema(used[0] as z.ZodType))];
    const description = [...rulesOf(resolve(operation.requestBody, named))];
    const compared = compareRules(operation.id, { emulator, description }, REQUEST_DIFFERENCES);
    for (const difference of compared.needed) needed.add(difference);
    expect(compared.problems).toEqual([]);
  });

  it("differ only where it is written down, and there they do", () => {
    const written = REQUEST_DIFFERENCES.flatMap((each) =>
      SIDES.filter((side) => each[side].length > 0).map((side) => `${side} ${each.where}`),
    );
    expect([...needed].sort()).toEqual(written.sort());
  });
}

type Printed = { format?: string; pattern?: string; anyOf?: object[] };

/** A format says all that the pattern says which zod prints beside it; "this or null" is said as OpenAPI 3.0 does. */
function jsonSchema(schema: z.ZodType): ZodSchema {
  const override = ({ jsonSchema: json }: { jsonSchema: Printed }) => {
    if (json.format !== undefined) delete json.pattern;
    const [value, otherwise] = json.anyOf ?? [];
    if (!otherwise || JSON.stringify(otherwise) !== '{"type":"null"}') return;
    delete json.anyOf;
    Object.assign(json, value, { nullable: true });
  };
  return z.toJSONSchema(schema, { io: "input", override }) as ZodSchema;
}
