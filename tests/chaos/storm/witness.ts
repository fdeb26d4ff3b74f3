import type { Ground } from "../../processes/support/ground";
import type { Answer } from "../../processes/support/shoppers";

export type Violation = { rule: string; subject: string; detail: string };

/** What shoppers saw and did, counted; and what only somebody who was there can tell to be wrong. */
export class Witness {
  readonly counts = new Map<string, number>();
  readonly violations: Violation[] = [];
  /** Every intent whose link a shopper was shown, with its order. */
  readonly shown = new Map<string, { orderId: string; number: string }>();

  constructor(private readonly ground: Ground) {}

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** I7: by the time a shopper sees a link, the row that owns it is committed. */
  async saw(answer: Answer): Promise<void> {
    this.count(`press: ${answer.kind}${answer.kind === "problem" ? ` ${answer.problem}` : ""}`);
    if (answer.kind === "trouble") this.count(`no answer: ${answer.what}`);
    if (answer.kind !== "link" || this.shown.has(answer.intentId)) return;
    const { rows } = await this.ground.sql.query<{ orderId: string; number: string }>(
      `SELECT o.id AS "orderId", o.number FROM "PaymentAttempt" attempt JOIN "Order" o ON o.id = attempt."orderId"
       WHERE attempt."intentId" = $1`,
      [answer.intentId],
    );
    const [owner] = rows;
    if (owner) this.shown.set(answer.intentId, owner);
    else this.report("I7", answer.intentId, "its link was shown before the row that owns it was committed");
  }

  /** I5: of the links that were ever shown, no order has two that can be paid at one moment. */
  async look(): Promise<void> {
    const { paymentIntents } = await this.ground.emulator.state();
    const payable = new Map<string, string[]>();
    for (const { id, status } of paymentIntents) {
      const number = this.shown.get(id)?.number;
      if (number && status === "Created") payable.set(number, [...(payable.get(number) ?? []), id]);
    }
    for (const [number, ids] of payable)
      if (ids.length > 1)
        this.report("I5", number, `two links could be paid at one moment: ${ids.join(", ")}`);
  }

  report(rule: string, subject: string, detail: string): void {
    const known = this.violations.some((each) => each.subject === subject && each.detail === detail);
    if (!known) this.violations.push({ rule, subject, detail });
  }
}
