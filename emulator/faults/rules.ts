import { seeded } from "./random";
import type { ApiFault, Fault, WebhookFault } from "./schema";

type Rule = { fault: Fault; calls: number; fired: number; random: () => number };

/**
 * The faults that are switched on. Each rule counts the calls it matches from the moment it was put; the first
 * rule that fires wins.
 */
export class FaultRules {
  private rules: Rule[] = [];
  private draw: () => number;

  /** Rules without a seed of their own draw one from `seed`: the same program seed plays the same chances. */
  constructor(readonly seed: number) {
    this.draw = seeded(seed);
  }

  replace(faults: Fault[]): void {
    this.rules = faults.map((fault) => {
      const chancy = fault.probability !== undefined || fault.value === "random";
      const seed = fault.seed ?? (chancy ? Math.floor(this.draw() * 4_294_967_296) : 0);
      return { fault: chancy ? { ...fault, seed } : fault, calls: 0, fired: 0, random: seeded(seed) };
    });
  }

  /** Switches all off and begins the program's chances again, so that what follows can be replayed. */
  reset(): void {
    this.rules = [];
    this.draw = seeded(this.seed);
  }

  /** The rules with the seed each one draws from, so that a run can be played again. */
  list(): Fault[] {
    return this.rules.map((rule) => rule.fault);
  }

  /** The rules with how often each one matched a call and fired, for people. */
  counted(): { fault: Fault; calls: number; fired: number }[] {
    return this.rules.map(({ fault, calls, fired }) => ({ fault, calls, fired }));
  }

  nextForOperation(operationId: string): ApiFault | undefined {
    const fault = this.next((operation) => operation === operationId || operation === "*");
    return fault && !isWebhookFault(fault) ? fault : undefined;
  }

  nextForWebhook(): WebhookFault | undefined {
    const fault = this.next((operation) => operation === "webhook");
    return fault && isWebhookFault(fault) ? fault : undefined;
  }

  private next(matches: (operation: string) => boolean): Fault | undefined {
    let winner: Rule | undefined;
    for (const rule of this.rules) {
      if (!matches(rule.fault.operation)) continue;
      rule.calls += 1;
      if (!winner && fires(rule)) winner = rule;
    }
    if (winner) winner.fired += 1;
    return winner?.fault;
  }
}

function isWebhookFault(fault: Fault): fault is WebhookFault {
  return fault.operation === "webhook";
}

function fires(rule: Rule): boolean {
  const {
    nth = 1,
    probability,
    times = probability === undefined ? 1 : Number.POSITIVE_INFINITY,
  } = rule.fault;
  const drawn = probability === undefined || rule.random() < probability;
  return drawn && rule.calls >= nth && rule.fired < times;
}
