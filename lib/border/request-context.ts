import "server-only";
import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";

export type RequestContext = {
  /** Ours, never the caller's: it joins an answer to its log lines. */
  requestId: string;
  /** Where the request came from, as far as we can believe it; limits count by it. */
  client: string;
  /** Whether a form of ours was taken to pieces: what fails before that is the sender's mistake. */
  formRead: boolean;
};

// On `globalThis`, because what guards the server and what answers are bundled apart.
const kept = globalThis as typeof globalThis & { shopRequests?: AsyncLocalStorage<RequestContext> };
kept.shopRequests ??= new AsyncLocalStorage();
const requests = kept.shopRequests;

export function runInRequest<T>(context: RequestContext, work: (context: RequestContext) => T): T {
  return requests.run(context, work, context);
}

/** For callers that know nothing of the request, as parsers and timers. `AsyncResource.bind` costs five times as much. */
export function keepContext<Args extends unknown[]>(work: (...args: Args) => void): (...args: Args) => void {
  const request = new AsyncResource("ShopRequest");
  return (...args) => request.runInAsyncScope(work, undefined, ...args);
}

/** For the log. Empty in the worker and in commands, which answer nobody. */
export function describeRequest(): Partial<Pick<RequestContext, "requestId" | "client">> {
  const { requestId, client } = requests.getStore() ?? {};
  return requestId === undefined ? {} : { requestId, client };
}

export function noteFormRead(): void {
  const context = requests.getStore();
  if (context) context.formRead = true;
}

/** Whom to count. A server that is not guarded counts all together rather than nobody. */
export function currentClient(): string {
  return requests.getStore()?.client ?? "unknown";
}
