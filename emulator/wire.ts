import type { Context } from "hono";
import { NoAnswer } from "./errors";
import type { Env, Outcome, Reply } from "./reply";

/** Time for the first half to reach the caller before its connection is cut. */
const FLUSH_MS = 50;

/** Turns a reply into bytes, or into the broken connection that a fault asks for. */
export function sendOutcome(c: Context<Env>, outcome: Outcome): Response | Promise<Response> {
  switch (outcome.wire) {
    case "hang":
      return new Promise((_resolve, reject) => {
        c.req.raw.signal.addEventListener("abort", () => reject(new NoAnswer("the caller gave up")));
      });
    case "reset":
      c.env?.incoming?.socket.resetAndDestroy();
      throw new NoAnswer("connection reset by a fault");
    case "truncate":
      return trickle(outcome.reply, { bytes: 0.5, everyMs: 0 }, c);
    case "slow":
      return trickle(outcome.reply, { bytes: 1, everyMs: 1_000 }, c);
    default:
      return toResponse(outcome.reply);
  }
}

/** The description documents errors and answers alike as application/json. */
function toResponse({ status, body, json = JSON.stringify(body), html, headers = {} }: Reply): Response {
  const sent = { "Cache-Control": "no-store", ...headers };
  if (html !== undefined) {
    return new Response(html, { status, headers: { ...sent, "Content-Type": "text/html; charset=utf-8" } });
  }
  if (body === undefined) return new Response(null, { status, headers: sent });
  return new Response(json, {
    status,
    headers: { ...sent, "Content-Type": "application/json; charset=utf-8" },
  });
}

/**
 * The first part of the body, `bytes` being a share of it when below 1: cut off after half, or one byte at a
 * time. The announced length is the whole one, so a client can tell.
 */
function trickle(reply: Reply, pace: { bytes: number; everyMs: number }, c: Context<Env>): Response {
  const whole = Buffer.from(JSON.stringify(reply.body ?? null), "utf8");
  const step = pace.bytes < 1 ? Math.floor(whole.length * pace.bytes) : pace.bytes;
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (sent >= whole.length) return controller.close();
      if (pace.bytes < 1 && sent > 0) {
        await pause(FLUSH_MS);
        c.env?.incoming?.socket.destroy();
        return controller.close();
      }
      if (pace.everyMs > 0) await pause(pace.everyMs);
      controller.enqueue(whole.subarray(sent, sent + step));
      sent += step;
    },
  });
  return new Response(body, {
    status: reply.status,
    headers: { "Content-Type": "application/json; charset=utf-8", "Content-Length": String(whole.length) },
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
