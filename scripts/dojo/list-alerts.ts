import { ALERT_KINDS } from "@/lib/alerts/alert-kinds";
import { readOpenAlerts } from "@/lib/alerts/open-alerts";
import { printDay } from "./print-day";

export async function run(args: string[]): Promise<number> {
  if (args.length > 0) {
    console.error("npm run dojo -- alerts, or: npm run dojo -- alerts clear <kind> <subject>");
    return 2;
  }
  const open = await readOpenAlerts();
  for (const { kind, subject, raisedAt, lastSeenAt, detail } of open) {
    console.log(`${kind}  ${subject}`);
    console.log(`  since ${printDay(raisedAt)}, last seen ${printDay(lastSeenAt)}`);
    console.log(`  ${detail}`);
  }
  if (open.length === 0) console.log("No alert is open.");
  else explain(new Set(open.map(({ kind }) => kind)));
  return open.length === 0 ? 0 : 1;
}

function explain(open: ReadonlySet<string>): void {
  console.log("\nWhat they mean");
  for (const [kind, { about, means, over }] of Object.entries(ALERT_KINDS))
    if (open.has(kind)) console.log(`  ${kind}, about ${about}: ${means}\n    Over when ${over}.`);
}
