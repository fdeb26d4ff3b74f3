import { formatMoney } from "@/lib/money";
import { describeForOperator, type OperatorsOrder } from "@/lib/operations/describe-order";
import { printDay } from "./print-day";

export async function run([number]: string[]): Promise<number> {
  if (!number) {
    console.error("Which order? npm run dojo -- orders show <number>");
    return 2;
  }
  const order = await describeForOperator(number);
  if (!order) {
    console.error(`There is no order ${number}.`);
    return 3;
  }
  printHead(order);
  printPayments(order);
  printRefunds(order);
  printTimeline(order);
  const differs = order.attempts.some((attempt) => attempt.differs);
  if (differs) console.log(`\nDojo says otherwise: npm run dojo -- orders settle ${number}`);
  if (order.status === "REVIEW")
    console.log(
      `\nA person has to look at it. To give money back: npm run dojo -- refund ${number} [amount]`,
    );
  const silent = order.attempts.some((attempt) => attempt.silent);
  if (silent) console.log("\nDojo does not say now how every payment stands. Ask again later.");
  if (differs || order.status === "REVIEW") return 1;
  return silent ? 4 : 0;
}

function printHead(order: OperatorsOrder): void {
  console.log(`Order ${order.number}: ${order.status}, ${formatMoney(order.totalMinor)} (${order.currency})`);
  if (order.reviewReason) console.log(`  to look at: ${order.reviewReason}`);
  console.log(
    `  by ${order.user?.email ?? "a deleted account"}, placed ${printDay(order.createdAt)}, ${order.paidAt ? `paid ${printDay(order.paidAt)}` : "not paid"}`,
  );
  for (const { quantity, name, unitMinor } of order.lines)
    console.log(`  ${quantity} × ${name} at ${formatMoney(unitMinor)}`);
  for (const { kind, state } of order.outbox) console.log(`  ${kind}: ${state}`);
}

function printPayments({ attempts, paidAttemptId }: OperatorsOrder): void {
  console.log("\nPayments           here                             at Dojo");
  for (const { id, reference, state, capturedMinor, refundedMinor, intentId, dojo, differs } of attempts) {
    const here = money(state, capturedMinor, refundedMinor);
    const counts = id === paidAttemptId ? " (counts)" : "";
    console.log(
      `${differs ? "≠" : " "} ${reference.padEnd(16)} ${(here + counts).padEnd(32)} ${atDojo(dojo)}`,
    );
    if (intentId) console.log(`    ${intentId}`);
  }
  if (attempts.length === 0) console.log("  none");
}

function atDojo(dojo: OperatorsOrder["attempts"][number]["dojo"]): string {
  if (dojo === null) return "never heard of it";
  if ("error" in dojo) return dojo.error;
  const taken =
    dojo.status === "Captured" || dojo.status === "Refunded" ? (dojo.totalMinor ?? dojo.amountMinor) : 0;
  const events = dojo.events.length > 0 ? ` [${dojo.events.join(", ")}]` : "";
  return money(dojo.status, taken, dojo.refundedMinor) + events;
}

function money(state: string, taken: number, back: number): string {
  const parts = [
    state,
    taken > 0 && `took ${formatMoney(taken)}`,
    back > 0 && `gave back ${formatMoney(back)}`,
  ];
  return parts.filter(Boolean).join(", ");
}

function printRefunds({ refunds }: OperatorsOrder): void {
  if (refunds.length === 0) return;
  console.log("\nRefunds asked for");
  for (const { state, amountMinor, origin, tries, failure, idempotencyKey } of refunds)
    console.log(
      `  ${formatMoney(amountMinor)} ${state} (${origin.toLowerCase()}, ${tries} ${tries === 1 ? "try" : "tries"}, key ${idempotencyKey})${failure ? `: ${failure}` : ""}`,
    );
}

function printTimeline({ events }: OperatorsOrder): void {
  console.log("\nTimeline");
  for (const { at, subject, which, from, to, amountMinor, note } of events) {
    const what = [subject, subject === "attempt" ? which : null, from ? `${from} → ${to}` : to];
    const more = [amountMinor === null ? null : formatMoney(amountMinor), note].filter(Boolean).join(", ");
    console.log(`  ${printDay(at)}  ${what.filter(Boolean).join(" ")}${more ? `: ${more}` : ""}`);
  }
}
