import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

type RequestContext = {
  /** Ours, never the caller's: it joins an answer to its log lines. */
  requestId: string;
  /** Where the request came from, as far as we can believe it; limits count by it. */
  client: string;
};

// On `globalThis`, because what guards the server and what answers are bundled apart.
const kept = globalThis as typeof globalThis & { shopRequests?: AsyncLocalStorage<RequestContext> };
kept.shopRequests ??= new AsyncLocalStorage();
const requests = kept.shopRequests;

export function runInRequest<T>(context: RequestContext, work: (context: RequestContext) => T): T {
  return requests.run(context, work, context);
}

/** Undefined in the worker and in commands, which answer nobody. */
export function currentRequest(): RequestContext | undefined {
  return requests.getStore();
}

/** Whom to count. A server that is not guarded counts all together rather than nobody. */
export function currentClient(): string {
  return requests.getStore()?.client ?? "unknown";
}
