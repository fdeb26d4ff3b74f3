import { readFileSync } from "node:fs";
import type { OpenApiSchema } from "./schema";

export const HOW_TO_GET_IT =
  "needs Dojo's API description: save https://docs.dojo.tech/api/v3/bundled.json, set DOJO_OPENAPI to its path";

/** The part of the API that the emulator plays. */
export const AREAS = ["customers", "payment-intents", "setup-intents", "webhooks"] as const;

type Area = (typeof AREAS)[number];

export type Operation = {
  id: string;
  method: string;
  /** With its parameters in braces, as published. */
  path: string;
  area: Area;
  params: string[];
  requestBody: OpenApiSchema | undefined;
  /** By status; undefined where the answer has no body. */
  answers: Map<number, OpenApiSchema | undefined>;
};

export type Description = {
  version: string;
  operations: Operation[];
  named: Record<string, OpenApiSchema>;
};

type Content = { content?: { "application/json"?: { schema: OpenApiSchema } } };
type Document = {
  info: { version: string };
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, OpenApiSchema> };
};
type Described = { operationId?: string; requestBody?: Content; responses?: Record<string, Content> };

/** The description that DOJO_OPENAPI names; undefined when it names none. A file that cannot be read is an error. */
export function openDescription(path = process.env.DOJO_OPENAPI): Description | undefined {
  return path ? readDescription(JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

export function readDescription({ info, paths, components }: Document): Description {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, described]) => readOperation(path, method, described)),
  );
  return { version: info.version, operations, named: components.schemas };
}

/** Nothing where the path is of another part of the API, or the entry is no operation. */
function readOperation(path: string, method: string, described: Described): Operation[] {
  const area = AREAS.find((each) => path === `/${each}` || path.startsWith(`/${each}/`));
  const { operationId: id, requestBody, responses = {} } = described;
  if (area === undefined || id === undefined) return [];
  const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const answers = Object.entries(responses).map(([status, each]) => [Number(status), json(each)] as const);
  return [
    {
      id,
      method: method.toUpperCase(),
      path,
      area,
      params,
      requestBody: json(requestBody),
      answers: new Map(answers),
    },
  ];
}

function json(described: Content | undefined): OpenApiSchema | undefined {
  return described?.content?.["application/json"]?.schema;
}
