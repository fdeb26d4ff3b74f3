import type { Context, Hono } from "hono";
import { cors } from "hono/cors";
import { requireApiKey, requireVersion } from "./auth";
import { parsed, parseOr, readBytes, TOO_LARGE } from "./body";
import type { Call, Handler, Handlers } from "./call";
import { problem, Refusal } from "./errors";
import { playFault } from "./faults/play";
import { inWordsOf } from "./older-versions";
import { documentedStatus, isPublic, OPERATIONS, type Operation } from "./operations";
import type { Env, Outcome, Reply } from "./reply";
import { readBody, readFlag } from "./validate";
import { sendOutcome } from "./wire";
import type { World } from "./world";

/**
 * Mounts every operation of the API with the same order of checks as the real service: key, version, then the
 * request itself. Faults sit around all of it, the journal around them.
 */
export function mountApi(app: Hono<Env>, world: World, handlers: Handlers): void {
  for (const operation of OPERATIONS) {
    const handler = handlers[operation.id];
    if (!handler) throw new Error(`${operation.id} is played by nobody.`);
    if (isPublic(operation)) app.use(operation.path, cors({ allowMethods: ["GET", "POST", "DELETE"] }));
    app.on(operation.method, operation.path, (c) => serve(c, world, operation, handler));
  }
}

async function serve(
  c: Context<Env>,
  world: World,
  operation: Operation,
  handler: Handler,
): Promise<Response> {
  const record = world.journal.begin();
  const traceId = world.ids.trace();
  const body = await readBytes(c);
  const call: Call = {
    param: (name) => c.req.param(name) ?? "",
    flag: (name) => readFlag(name, c.req.query(name)),
    header: (name) => c.req.header(name),
    body: (schema) => {
      if ("unreadable" in body) throw new Refusal(400, `The body is ${body.unreadable}.`);
      return readBody(schema, body.text);
    },
    json: () => ("unreadable" in body ? undefined : parseOr(body.text, undefined)),
    fault: world.faults.nextForOperation(operation.id),
  };
  const run = () => answer(operation, call, handler, traceId, world);
  const outcome: Outcome = call.fault
    ? await playFault(world, call.fault, { call, traceId, run })
    : { reply: run(), wire: "whole" };

  if (outcome.reply.body !== undefined) outcome.reply.json = JSON.stringify(outcome.reply.body);
  const unanswered = outcome.wire === "hang" || outcome.wire === "reset";
  const url = new URL(c.req.url);
  record({
    operationId: operation.id,
    method: c.req.method,
    path: url.pathname + url.search,
    status: unanswered ? null : outcome.reply.status,
    request: parsed(body),
    response: unanswered ? null : (outcome.reply.body ?? outcome.reply.html ?? null),
    ...(unanswered || outcome.reply.json === undefined ? {} : { json: outcome.reply.json }),
    ...(call.fault ? { fault: call.fault.kind } : {}),
  });
  // What was not read of the body would be taken for the next request.
  if ("unreadable" in body && body.unreadable === TOO_LARGE) {
    outcome.reply.headers = { ...outcome.reply.headers, Connection: "close" };
  }
  return sendOutcome(c, outcome);
}

function answer(operation: Operation, call: Call, handler: Handler, traceId: string, world: World): Reply {
  try {
    if (!isPublic(operation)) {
      requireApiKey(world.settings.apiKeys, operation.path, call.header("authorization"));
    }
    const version = requireVersion(call.header("version"));
    world.clock.runDue();
    return inWordsOf(
      version,
      world.store.write(() => handler(call)),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) {
      world.report(error);
      return { status: 500, body: problem(500, traceId, "The emulator failed; its log says why.") };
    }
    const status = documentedStatus(operation, error.status);
    return { status, body: problem(status, traceId, error.detail, error.errors) };
  }
}
