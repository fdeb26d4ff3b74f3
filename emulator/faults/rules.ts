import type { ApiFault, Fault, WebhookFault } from "./schema";

type Rule = { fault: Fault & { seed: number }; calls: number; fired: number; random: () => number };

/**
 * The faults that are switched on. Each rule counts the calls it matches from the moment it was put; the first
 * rule that fires wins.
 */
export class FaultRules {
  private rules: Rule[] = [];

  constructor(private readonly newSeed: () => number) {}

  replace(faults: Fault[]): void {
    this.rules = faults.map((fault) => {
      const seed = fault.seed ?? this.newSeed();
      return { fault: { ...fault, seed }, calls: 0, fired: 0, random: seeded(seed) };
    });
  }

  /** The rules with the seed each one draws from, so that a run can be played again. */
  list(): Fault[] {
    return this.rules.map((rule) => rule.fault);
  }

  /** The same with how many calls each rule has matched and how often it fired, for people. */
  counted(): { fault: Fault; calls: number; fired: number }[] {
    return this.rules.map(({ fault, calls, fired }) => ({ fault, calls, fired }));
  }

  nextForOperation(operationId: string): ApiFault | undefined {
    const fault = this.next(operationId);
    return fault && !isWebhookFault(fault) ? fault : undefined;
  }

  nextForWebhook(): WebhookFault | undefined {
    const fault = this.next("webhook");
    return fault && isWebhookFault(fault) ? fault : undefined;
  }

  private next(operation: string): Fault | undefined {
    let winner: Rule | undefined;
    for (const rule of this.rules) {
      if (rule.fault.operation !== operation) continue;
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

/** mulberry32: small, and the same numbers for the same seed on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
