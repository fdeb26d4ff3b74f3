import type { Context } from "hono";
import { parsed, readBytes } from "./body";
import { problem } from "./errors";
import { OPERATIONS } from "./operations";
import type { Env } from "./reply";
import type { World } from "./world";

/** What browsers ask for by themselves, the control's own paths and what the hosted page noted is no news here. */
const UNNOTED = /^\/(_emulator|assets|favicon|\.well-known|checkout\/)/;

/** No operation: 405 where another method is one. */
export async function unknownPath(c: Context<Env>, world: World): Promise<Response> {
  const { method, path } = c.req;
  const methods = OPERATIONS.filter((operation) => matches(operation.path, path)).map((each) => each.method);
  const status = methods.length > 0 ? 405 : 404;
  const hint =
    methods.length > 0 ? `${methods.join(" and ")} there is.` : "emulator/README.md lists those there are.";
  const body = problem(status, world.ids.trace(), `There is no operation ${method} ${path}; ${hint}`);
  if (!UNNOTED.test(path)) {
    const record = world.journal.begin();
    const request = parsed(await readBytes(c));
    const { search } = new URL(c.req.url);
    record({ operationId: null, method, path: path + search, status, request, response: body });
  }
  return c.json(body, status);
}

function matches(pattern: string, path: string): boolean {
  const parts = path.split("/");
  const wanted = pattern.split("/");
  return (
    parts.length === wanted.length && wanted.every((part, i) => part.startsWith(":") || part === parts[i])
  );
}
