import { problem } from "../errors";
import type { Outcome, Reply } from "../reply";
import type { ApiFault } from "./schema";
import { spoil } from "./spoil";

/**
 * Plays one fault around `run`. `before` means the call never took effect; `after` means it did and only the
 * answer is lost or late. Kinds that spoil an answer need one, so they always run the call.
 */
export async function playFault(
  fault: ApiFault,
  run: () => Promise<Reply>,
  traceId: string,
): Promise<Outcome> {
  const before = (fault.phase ?? "before") === "before";
  const whole = (reply: Reply): Outcome => ({ reply, wire: "whole" });
  const lateCommit = () => {
    if (fault.commitAfterMs !== undefined) setTimeout(run, fault.commitAfterMs).unref();
  };
  switch (fault.kind) {
    case "delay": {
      if (!before) {
        const reply = await run();
        await wait(fault.delayMs ?? 1_000);
        return whole(reply);
      }
      await wait(fault.delayMs ?? 1_000);
      return whole(await run());
    }
    case "status":
    case "html":
    case "hang":
    case "reset": {
      if (before) lateCommit();
      else await run();
      const reply = refusal(fault, traceId);
      return { reply, wire: fault.kind === "hang" || fault.kind === "reset" ? fault.kind : "whole" };
    }
    case "slow":
    case "truncate":
      return { reply: await run(), wire: fault.kind };
    default:
      return whole(spoil(fault, await run()));
  }
}

function refusal(fault: ApiFault, traceId: string): Reply {
  const status = fault.status ?? (fault.kind === "html" ? 200 : 500);
  const headers: Record<string, string> =
    fault.retryAfterS === undefined ? {} : { "Retry-After": String(fault.retryAfterS) };
  if (fault.kind !== "html") return { status, headers, body: problem(status, traceId, "A fault on demand.") };
  return { status, headers, html: "<!doctype html><title>Maintenance</title><h1>We will be right back</h1>" };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
