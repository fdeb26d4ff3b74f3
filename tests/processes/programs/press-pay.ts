import { z } from "zod";
import { startCheckout } from "@/lib/checkout/start-checkout";
import { watchPoints } from "../support/points";

/**
 * One press of the pay button in a process of its own. With `stopAt` the process ends (SIGKILL) or stands still
 * (SIGSTOP, until somebody lets it go on) when it reaches the point of that name; without, it prints every point.
 */
const task = z
  .object({
    shopper: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    form: z.object({ clickToken: z.string(), shownTotal: z.int() }),
    stopAt: z.string().optional(),
    signal: z.enum(["SIGKILL", "SIGSTOP"]).default("SIGKILL"),
  })
  .parse(JSON.parse(process.argv[2] ?? ""));

const points: string[] = [];
watchPoints((point) => {
  points.push(point);
  if (point !== task.stopAt) return;
  // To a pipe, Node writes at once: whoever waits hears of it before we stop.
  process.stdout.write(`${point}\n`);
  process.kill(process.pid, task.signal);
});

const checkout = await startCheckout(task.shopper, { ...task.form, card: "new" });
process.stdout.write(`${JSON.stringify({ outcome: checkout.kind, points })}\n`);
process.exit(0);
