import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { db } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { formatMoney } from "@/lib/money";
import { findRefund } from "@/lib/refunds/refund-rows";
import { type RequestedRefund, requestRefund } from "@/lib/refunds/request-refund";
import { sendRefund } from "@/lib/refunds/send-refund";

/** In ms: longer than it takes Dojo to repeat a refusal as often as it is not believed. The worker goes on after it. */
export const patience = { ms: 20_000 };

const afterDecline =
  "Dojo may refuse a refund when an attempt on the same payment had been declined: give the money back in Dojo's " +
  "portal; its alert ends when nothing is left to give back, else clear it (npm run dojo -- alerts). Then: " +
  "npm run dojo -- orders settle";

export async function run(args: string[]): Promise<number> {
  const asked = readArguments(args);
  if (typeof asked === "string") {
    console.error(asked);
    return 2;
  }
  const order = await db().order.findUnique({ where: { number: asked.number }, select: { id: true } });
  if (!order) {
    console.error(`There is no order ${asked.number}.`);
    return 3;
  }
  try {
    const requested = await requestRefund({ orderId: order.id, requestKey: asked.key, ...asked });
    if (requested.kind !== "requested") return refuse(requested);
    return await send(requested, asked.number);
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    console.error(`Dojo does not say what is left to give back, so nothing was asked for: ${error.message}.`);
    return 4;
  }
}

function readArguments(args: string[]) {
  const options = { key: { type: "string" }, reason: { type: "string" } } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [number, amount, ...more] = positionals;
    if (!number || more.length > 0) return "Which order? npm run dojo -- refund <number> [amount]";
    const amountMinor = amount === undefined ? undefined : toMinor(amount);
    if (amountMinor === null) return `"${amount}" is no amount: write 12 or 12.50, in pounds.`;
    return { number, amountMinor, key: values.key ?? `cli:${randomUUID()}`, reason: values.reason };
  } catch (error) {
    return (error as Error).message;
  }
}

function toMinor(text: string): number | null {
  const pounds = /^(\d{1,7})(?:\.(\d{2}))?$/.exec(text);
  if (!pounds) return null;
  const minor = Number(pounds[1]) * 100 + Number(pounds[2] ?? 0);
  return minor > 0 ? minor : null;
}

function refuse(refused: Exclude<RequestedRefund, { kind: "requested" }>): number {
  const words = {
    "nothing-taken": "There is no money to give back on this order.",
    "under-way": "Another refund of this order is not finished. Wait for it: npm run dojo -- orders show",
    "key-reused": "This key was used for another amount.",
  };
  console.error(
    refused.kind === "too-much"
      ? `Only ${formatMoney(refused.leftMinor)} is left to give back.`
      : words[refused.kind],
  );
  return 1;
}

async function send(
  { refundId, amountMinor, intentId }: { refundId: string; amountMinor: number; intentId: string },
  number: string,
): Promise<number> {
  console.log(`Giving back ${formatMoney(amountMinor)} of payment ${intentId} …`);
  const stop = Date.now() + patience.ms;
  for (let state = await sendRefund(refundId); state !== "DONE" && state !== "FAILED"; ) {
    if (Date.now() >= stop) break;
    await sleep(500);
    state = await sendRefund(refundId);
  }
  return tell(await readRefund(refundId), number);
}

async function readRefund(id: string) {
  return db().refund.findUniqueOrThrow({
    where: { id },
    select: {
      ...{ id: true, state: true, amountMinor: true, failure: true, refundedBeforeMinor: true },
      attempt: { select: { refundedMinor: true } },
    },
  });
}

async function tell(refund: Awaited<ReturnType<typeof readRefund>>, number: string): Promise<number> {
  const { id, state, amountMinor, failure } = refund;
  if (state === "DONE") {
    console.log(`Done. ${formatMoney(amountMinor)} is on its way back to the card of order ${number}.`);
    return 0;
  }
  if (state === "FAILED") {
    const grown = refund.attempt.refundedMinor - (refund.refundedBeforeMinor ?? 0);
    console.error(
      grown >= amountMinor
        ? `It may be done all the same, and is not tried again. ${failure} npm run dojo -- orders show ${number}`
        : `Not done, and not tried again. ${failure} ${afterDecline} ${number}`,
    );
    return 1;
  }
  const refusals = (await findRefund(id))?.refusals ?? 0;
  const words = {
    unsent:
      "Nothing was sent yet, because Dojo does not say what was given back so far. The worker sends it.",
    refused:
      "Dojo refused it so far. The worker asks again with the same key, and ends it when Dojo repeats it.",
    unknown: "Dojo has not said yet. The worker asks again with the same key, so it happens once at most.",
  };
  console.error(words[state === "REQUESTED" ? "unsent" : refusals > 0 ? "refused" : "unknown"]);
  return 4;
}
