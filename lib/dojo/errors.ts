import "server-only";

/** Named by cause, because the caller's next step depends on the cause and not on the number. */
type DojoErrorKind =
  | "refused" // 400 and other 4xx: our request is wrong, nothing happened
  | "unauthorised" // 401, 403: the key or the customer secret
  | "not-found" // 404
  | "conflict" // 405, 409: not in this state
  | "rate-limited" // 429
  | "unavailable" // 5xx: it may have happened
  | "timeout" // our deadline passed: it may have happened
  | "network" // the connection broke: it may have happened
  | "not-sent" // refused connection or failed look-up: it certainly did not
  | "invalid-answer"; // 2xx that is not what the description promises: it may have happened

const NOTHING_HAPPENED: ReadonlySet<DojoErrorKind> = new Set([
  "refused",
  "unauthorised",
  "not-found",
  "conflict",
  "rate-limited",
  "not-sent",
]);
const MOVED_ON: ReadonlySet<DojoErrorKind> = new Set(["refused", "not-found", "conflict"]);
const WORTH_RETRYING: ReadonlySet<DojoErrorKind> = new Set([
  "rate-limited",
  "unavailable",
  "timeout",
  "network",
  "not-sent",
]);

type Details = {
  operation: string;
  status?: number;
  traceId?: string;
  detail?: string;
  retryAfterMs?: number;
  cause?: unknown;
};

export class DojoError extends Error {
  readonly kind: DojoErrorKind;
  readonly operation: string;
  readonly status?: number;
  /** Dojo's own id for the failed call, for their support. */
  readonly traceId?: string;

  /** How long Dojo asks us to wait, in ms; 0 when it does not say. */
  readonly retryAfterMs: number;

  constructor(kind: DojoErrorKind, { operation, status, traceId, detail, retryAfterMs, cause }: Details) {
    super(`Dojo ${operation}: ${kind}${status ? ` (${status})` : ""}${detail ? `: ${detail}` : ""}`, {
      cause,
    });
    this.name = "DojoError";
    this.kind = kind;
    this.operation = operation;
    this.status = status;
    this.traceId = traceId;
    this.retryAfterMs = retryAfterMs ?? 0;
  }

  /** A later attempt may succeed. Whether it may be *sent* is the call's question: only GETs and keyed POSTs. */
  get retryable(): boolean {
    return WORTH_RETRYING.has(this.kind);
  }

  /** The object is not in the state for this call, or not there: documented as 400, 404 or 409, by operation. */
  get movedOn(): boolean {
    return MOVED_ON.has(this.kind);
  }

  /** False when Dojo may have done what was asked although we were not told: then ask, never send again. */
  get nothingHappened(): boolean {
    return NOTHING_HAPPENED.has(this.kind);
  }
}

export function kindOfStatus(status: number): DojoErrorKind {
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 404) return "not-found";
  if (status === 405 || status === 409) return "conflict";
  if (status === 429) return "rate-limited";
  // A gateway's word for "too late": what stands behind it may have done it.
  if (status >= 500 || status === 408 || status === 425 || status === 499) return "unavailable";
  return status >= 400 ? "refused" : "invalid-answer";
}
