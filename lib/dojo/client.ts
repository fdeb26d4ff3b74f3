import "server-only";
import type { z } from "zod";
import { DojoError, kindOfStatus } from "@/lib/dojo/errors";
import { DOJO_VERSION } from "@/lib/dojo/version";
import { problemDetails } from "@/lib/dojo/wire";
import { env } from "@/lib/env";
import { parseJson } from "@/lib/parse-json";

const DEADLINE_MS = 8_000;
const RETRIES = 2;
const LONGEST_WAIT_MS = 1_000;

type Call<T> = {
  operation: string;
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  body?: unknown;
  answer: z.ZodType<T> | "none";
  /** Authorises in place of the API key: card lists open to the customer's secret only. */
  customerSecret?: string;
  /** Documented for refunds alone; without one a POST is sent once, but for fetch's own second try after 421 (nothing done). */
  idempotencyKey?: string;
  /** Total time for all tries, body included, in ms. */
  deadlineMs?: number;
};

/**
 * One call to Dojo, under one total deadline. Repeats only what is safe to repeat, as late as Dojo wants it but within a
 * second, since somebody waits. Throws `DojoError`.
 */
export async function callDojo<T>(call: Call<T>): Promise<T> {
  const deadlineMs = call.deadlineMs ?? DEADLINE_MS;
  const stop = AbortSignal.timeout(deadlineMs);
  const endMs = performance.now() + deadlineMs;
  const tries = call.method === "GET" || call.idempotencyKey ? 1 + RETRIES : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send(call, stop);
    } catch (error) {
      if (!(error instanceof DojoError) || !error.retryable || attempt >= tries) throw error;
      const askedMs = Math.min(error.retryAfterMs, LONGEST_WAIT_MS);
      const waitMs = Math.max(askedMs, 100 * attempt * (0.5 + Math.random()));
      if (performance.now() + waitMs >= endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

async function send<T>(call: Call<T>, stop: AbortSignal): Promise<T> {
  const { operation } = call;
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${env().DOJO_API_URL}${call.path}`, {
      method: call.method,
      headers: headersOf(call),
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      signal: stop,
      // A redirect would carry the key to another host.
      redirect: "manual",
      cache: "no-store",
    });
    text = await response.text();
  } catch (cause) {
    throw new DojoError(kindOfFailure(cause), { operation, cause });
  }
  if (!response.ok) throw refusal(operation, response, text);
  if (call.answer === "none") return undefined as T;
  const parsed = call.answer.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new DojoError("invalid-answer", {
    operation,
    status: response.status,
    detail: `unexpected ${placesOf(parsed.error)}`,
  });
}

/** Where an answer is not what was promised, never what stands there. */
export function placesOf(error: z.ZodError): string {
  return error.issues.map((issue) => issue.path.join(".") || "body").join(", ");
}

function headersOf(call: Call<unknown>): Record<string, string> {
  return {
    // Literally the word and the raw key, not base64 of a user and password.
    authorization: `Basic ${call.customerSecret ?? env().DOJO_API_KEY}`,
    version: DOJO_VERSION,
    accept: "application/json",
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    ...(call.idempotencyKey ? { idempotencyKey: call.idempotencyKey } : {}),
  };
}

function refusal(operation: string, { status, headers }: Response, text: string): DojoError {
  const problem = problemDetails.safeParse(parseJson(text)).data;
  const fields = Object.keys(problem?.errors ?? {}).join(", ");
  return new DojoError(kindOfStatus(status), {
    operation,
    status,
    traceId: problem?.traceId ?? undefined,
    // Seconds, as gateways send it; a date is left to our own pace.
    retryAfterMs: secondsOf(headers.get("retry-after")) * 1_000,
    detail: fields ? `fields ${fields}` : undefined,
  });
}

/** A day at most: what is longer, or endless, is no time to plan with. */
function secondsOf(text: string | null): number {
  return /^\d+$/.test(text ?? "") ? Math.min(Number(text), 86_400) : 0;
}

const UNSENT = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"];

function kindOfFailure(cause: unknown): "timeout" | "not-sent" | "network" {
  if (cause instanceof DOMException && (cause.name === "TimeoutError" || cause.name === "AbortError"))
    return "timeout";
  const reason = cause instanceof Error ? cause.cause : undefined;
  const code = reason instanceof Error && "code" in reason ? String(reason.code) : "";
  return UNSENT.includes(code) ? "not-sent" : "network";
}
