import { ALERT_KINDS, type AlertKind } from "@/lib/alerts/alert-kinds";
import { clearAlert } from "@/lib/alerts/raise-alert";

export async function run([kind, subject, ...more]: string[]): Promise<number> {
  if (!kind || !subject || more.length > 0) {
    console.error("Which alert? npm run dojo -- alerts clear <kind> <subject>");
    return 2;
  }
  if (!isKind(kind)) {
    console.error(`There is no kind "${kind}". There are: ${Object.keys(ALERT_KINDS).join(", ")}.`);
    return 2;
  }
  if (!(await clearAlert(kind, subject))) {
    console.error(`No alert ${kind} about ${subject} is open. To see those that are: npm run dojo -- alerts`);
    return 3;
  }
  console.log(`Cleared: ${kind} about ${subject}. Nothing but the alert was changed.`);
  return 0;
}

function isKind(word: string): word is AlertKind {
  return Object.hasOwn(ALERT_KINDS, word);
}
