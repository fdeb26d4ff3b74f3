import type { Call } from "../call";
import { problem } from "../errors";
import type { Outcome, Reply } from "../reply";
import type { World } from "../world";
import { forgetSubject } from "./forget";
import type { ApiFault } from "./schema";
import { spoil } from "./spoil";

type Played = { call: Call; traceId: string; run: () => Reply };

/**
 * Plays one fault around `run`. `before` means the call never took effect; `after` means it did and only the
 * answer is lost or late. Kinds that spoil an answer need one, so they always run the call; how a search pages
 * and what a refund remembers is bent by the handlers, which see the fault in their call.
 */
export async function playFault(world: World, fault: ApiFault, played: Played): Promise<Outcome> {
  const { call, traceId, run } = played;
  const { clock } = world;
  const before = (fault.phase ?? "before") === "before";
  const whole = (reply: Reply): Outcome => ({ reply, wire: "whole" });
  switch (fault.kind) {
    case "delay": {
      const delayMs = fault.delayMs ?? 1_000;
      if (before) {
        const waited = await clock.wait(delayMs);
        return whole(waited ? run() : resetMeanwhile(traceId));
      }
      const reply = run();
      await clock.wait(delayMs);
      return whole(reply);
    }
    case "status":
    case "html":
    case "hang":
    case "reset": {
      if (!before) run();
      else if (fault.commitAfterMs !== undefined) runLater(world, fault.commitAfterMs, run);
      const wire = fault.kind === "hang" || fault.kind === "reset" ? fault.kind : "whole";
      return { reply: refusal(fault, traceId), wire };
    }
    case "refundRefused": {
      const detail = "A payment with an unsuccessful attempt cannot be refunded.";
      return whole({ status: 400, body: problem(400, traceId, detail) });
    }
    case "forget": {
      if (before) forgetSubject(world, call);
      const reply = run();
      if (!before) forgetSubject(world, call);
      return whole(reply);
    }
    case "slow":
    case "truncate":
      return { reply: run(), wire: fault.kind };
    default:
      return whole(spoil(fault, run()));
  }
}

/** The call takes effect later, unless everything was reset before. */
function runLater({ clock, report }: World, afterMs: number, run: () => Reply): void {
  clock
    .wait(afterMs)
    .then((waited) => waited && run())
    .catch(report);
}

function resetMeanwhile(traceId: string): Reply {
  return { status: 503, body: problem(503, traceId, "The emulator was reset before this call took effect.") };
}

const MAINTENANCE = "<!doctype html><title>Maintenance</title><h1>We will be right back</h1>";

function refusal({ kind, status, retryAfterS, field, value }: ApiFault, traceId: string): Reply {
  const headers: Record<string, string> =
    retryAfterS === undefined ? {} : { "Retry-After": String(retryAfterS) };
  if (kind === "html") return { status: status ?? 200, headers, html: String(value ?? MAINTENANCE) };
  const errors = field === undefined ? undefined : { [field]: [String(value ?? "Not valid.")] };
  const code = status ?? 500;
  return { status: code, headers, body: problem(code, traceId, "A fault on demand.", errors) };
}
