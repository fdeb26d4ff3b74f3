import { auditCustomers, type Finding, type Mended, mendCustomers } from "@/lib/customers/audit-customers";
import { DojoError } from "@/lib/dojo/errors";

export async function run(args: string[]): Promise<number> {
  const mend = args.includes("--mend");
  if (args.some((arg) => arg !== "--mend")) {
    console.error("npm run dojo -- customers audit [--mend]");
    return 2;
  }
  try {
    const findings = await auditCustomers();
    for (const finding of findings) console.log(`${finding.kind.padEnd(10)} ${sentenceFor(finding)}`);
    if (findings.length === 0)
      console.log("Every shopper has one Dojo customer at most, and every customer of ours its shopper.");
    if (!mend || findings.length === 0) return findings.length === 0 ? 0 : 1;
    return report(await mendCustomers(findings), findings.length);
  } catch (error) {
    if (!(error instanceof DojoError)) throw error;
    console.error(`Dojo does not say: ${error.message}`);
    return 4;
  }
}

function sentenceFor(finding: Finding): string {
  switch (finding.kind) {
    case "duplicate":
      return `${finding.customerId}: user ${finding.userId} is linked to ${finding.linkedId} instead`;
    case "orphan":
      return `${finding.customerId}: its account is deleted`;
    case "unlinked":
      return `${finding.customerId}: made for user ${finding.userId}, who is linked to none; the worker links it`;
    case "mislinked":
      return `${finding.customerId}: linked to user ${finding.userId}, and carries the marker of another`;
    case "gone":
      return `${finding.customerId}: user ${finding.userId} is linked to it, and Dojo does not know it`;
    case "stuck":
      return `user ${finding.userId}: since ${finding.sentAt.toISOString()} it is unknown whether Dojo made a customer`;
    case "incomplete":
      return "not all customers could be read: there may be more";
  }
}

const outcomes: Record<Mended["outcome"], string> = {
  deleted: "was empty, and is deleted",
  kept: "holds saved cards, and is kept: a person decides",
  "in use": "is in use by now, and is kept",
  failed: "could not be deleted; try again",
};

function report(mended: readonly Mended[], found: number): number {
  console.log("");
  for (const { customerId, outcome } of mended) console.log(`${customerId} ${outcomes[outcome]}`);
  const done = mended.filter(({ outcome }) => outcome === "deleted").length;
  console.log(`${done} of ${found} mended.`);
  return done === found ? 0 : 1;
}
