import { pause } from "@/lib/pause";
import { Facts } from "./facts";
import type { Ground } from "./ground";
import { type Answer, fillBasket, newShopper, payForm, pressPay } from "./shoppers";

/** A person presses again when the shop says it is busy: so often at most, and a moment later each time, in ms. */
const PRESSES = 12;
const PAUSE_MS = 500;

type FirstCheckouts = {
  /** How many pages had to be pressed more than once, and what they were told the first time. */
  pressedAgain: number;
  told: string[];
  /** What the last press of any page led to, each once. */
  outcomes: string[];
  customers: string[];
  payable: string[];
  ms: number;
};

/** One new shopper presses Pay on `presses` pages at once: as many tabs, each with a form of its own. */
export async function pressAtOnce(ground: Ground, presses: number): Promise<FirstCheckouts> {
  const shopper = await newShopper(ground);
  const total = await fillBasket(ground, shopper, { mug: 1 });
  const told: string[] = [];
  const sinceMs = performance.now();
  const pages = Array.from({ length: presses }, async () => {
    const form = payForm(total);
    for (let press = 1; ; press += 1) {
      const answer = await pressPay(ground, shopper, form);
      if (answer.kind === "link" || press === PRESSES) return { answer, press };
      told.push(wordsOf(answer));
      await pause(PAUSE_MS * press);
    }
  });
  const ended = await Promise.all(pages);
  const ms = Math.round(performance.now() - sinceMs);
  const facts = new Facts(ground, shopper);
  return {
    pressedAgain: ended.filter(({ press }) => press > 1).length,
    told,
    outcomes: [...new Set(ended.map(({ answer }) => wordsOf(answer)))],
    customers: await facts.customers(),
    payable: await facts.payable(),
    ms,
  };
}

/** With the customer the link names, but without its secret. */
function wordsOf(answer: Answer): string {
  if (answer.kind === "link") return `link ${answer.intentId} of ${answer.customerId}`;
  return Object.values(answer).join(" ");
}
