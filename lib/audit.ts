import "server-only";
import { log } from "@/lib/log";

/** Who did what to an account, or tried to; and what was refused (ASVS 16.3). Users by id, never by email. */
export type AuditEvent =
  | "account-deleted"
  | "access-denied"
  | "email-changed"
  | "password-changed"
  | "password-reset"
  | "password-wrong"
  | "price-mismatch"
  | "refund-requested"
  | "request-refused"
  | "reset-asked"
  | "review"
  | "sign-in"
  | "sign-in-refused"
  | "sign-out"
  | "sign-out-everywhere"
  | "sign-up"
  | "too-often"
  | "webhook-refused";

type Details = { userId?: string; [field: string]: string | number | boolean | null | undefined };

/** An operator's command says nothing else in the log, and this all the same. */
const auditLog = log.child({}, { level: "info" });

/** Anybody can cause these without end, so that each may fill no more than so many lines in a while. */
const SPARINGLY: ReadonlySet<AuditEvent> = new Set([
  "access-denied",
  "request-refused",
  "sign-in-refused",
  "too-often",
  "webhook-refused",
]);
const LINES = 20;
const WHILE_MS = 10_000;
const counts = new Map<AuditEvent, { sinceMs: number; count: number }>();

/** One JSON line for each, so that whatever was typed or sent stays within its own. The log adds time, request and client. */
export function audit(event: AuditEvent, details: Details = {}): void {
  const leftOut = SPARINGLY.has(event) ? turnOf(event) : 0;
  if (leftOut === null) return;
  auditLog.info({ audit: event, ...details, ...(leftOut > 0 && { leftOut }) });
}

/** How many were left out since the last line, or null when this one is too. */
function turnOf(event: AuditEvent, nowMs = performance.now()): number | null {
  const known = counts.get(event);
  if (!known || nowMs - known.sinceMs > WHILE_MS) {
    counts.set(event, { sinceMs: nowMs, count: 1 });
    return known ? Math.max(0, known.count - LINES) : 0;
  }
  known.count += 1;
  return known.count > LINES ? null : 0;
}
