import type { Context, Hono } from "hono";
import { requireApiKey, requireVersion } from "./auth";
import { parsed, parseOr, readText } from "./body";
import type { Call, Handler, Handlers } from "./call";
import { problem, Refusal } from "./errors";
import { playFault } from "./faults/play";
import { documentedStatus, OPERATIONS, type Operation } from "./operations";
import type { Env, Outcome, Reply } from "./reply";
import { readBody } from "./validate";
import { sendOutcome } from "./wire";
import type { World } from "./world";

/** Operations that a customer secret opens; their handlers check it. */
const OPENED_BY_SECRET = new Set(["Customers_GetPaymentMethods", "Customers_DeletePaymentMethod"]);

/**
 * Mounts every operation of the API with the same order of checks as the real service: key, version, then the
 * request itself. Faults sit around all of it, the journal around them.
 */
export function mountApi(app: Hono<Env>, world: World, handlers: Handlers): void {
  for (const operation of OPERATIONS) {
    const handler = handlers[operation.id] ?? notYet;
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
  const text = await readText(c.req.raw);
  const call: Call = {
    param: (name) => c.req.param(name) ?? "",
    query: (name) => c.req.query(name),
    header: (name) => c.req.header(name),
    body: (schema) => readBody(schema, text ?? ""),
    json: () => (text === undefined ? undefined : parseOr(text, undefined)),
    fault: world.faults.nextForOperation(operation.id),
  };
  const run = () => answer(operation, call, handler, traceId, text === undefined, world);
  const outcome: Outcome = call.fault
    ? await playFault(world, call.fault, { call, traceId, run })
    : { reply: run(), wire: "whole" };

  const unanswered = outcome.wire === "hang" || outcome.wire === "reset";
  const url = new URL(c.req.url);
  record({
    operationId: operation.id,
    method: c.req.method,
    path: url.pathname + url.search,
    status: unanswered ? null : outcome.reply.status,
    request: parsed(text),
    response: unanswered ? null : (outcome.reply.body ?? outcome.reply.html ?? null),
    ...(call.fault ? { fault: call.fault.kind } : {}),
  });
  return sendOutcome(c, outcome);
}

function answer(
  operation: Operation,
  call: Call,
  handler: Handler,
  traceId: string,
  tooLarge: boolean,
  world: World,
): Reply {
  try {
    if (!OPENED_BY_SECRET.has(operation.id)) {
      requireApiKey(world.settings.apiKeys, operation.path, call.header("authorization"));
    }
    requireVersion(call.header("version"));
    world.clock.runDue();
    if (tooLarge) throw new Refusal(400, "The body is larger than 1 MiB.");
    return world.store.write(() => handler(call));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      world.report(error);
      return { status: 500, body: problem(500, traceId, "The emulator failed; its log says why.") };
    }
    const status = documentedStatus(operation, error.status);
    return { status, body: problem(status, traceId, error.detail, error.errors) };
  }
}

function notYet(): Reply {
  throw new Refusal(501, "The emulator does not play this operation yet.");
}
