import { setTimeout as sleep } from "node:timers/promises";
import type { Ground } from "../../processes/support/ground";
import {
  fillBasket,
  type Lines,
  newShopper,
  payForm,
  pressPay,
  read,
  type TestShopper,
} from "../../processes/support/shoppers";
import type { Random } from "../../setup/random";
import { cancelOnPage } from "./cancel-form";
import type { Witness } from "./witness";

type Day = { ground: Ground; witness: Witness; random: Random; shopper: TestShopper };

const DECLINED = "4456530000001013";
const MOST_PRESSES = 4;

/** One person with one account, who buys again and again until `untilMs`, as carelessly as people do. */
export async function goShopping(ground: Ground, witness: Witness, random: Random, untilMs: number) {
  const shopper = await newShopper(ground);
  const day = { ground, witness, random, shopper };
  const seen: string[] = [];
  while (performance.now() < untilMs) {
    const total = await fillBasket(ground, shopper, wish(random));
    const links = await reachDojo(day, total);
    seen.push(...links);
    const intentId = links.at(-1);
    if (intentId) await decide(day, intentId, seen);
    await sleep(random.between(50, 400));
  }
}

function wish(random: Random): Lines {
  const lines: Record<string, number> = { [random.pick(["mug", "bowl"])]: random.between(1, 3) };
  if (random.chance(0.15)) lines.vase = random.between(1, 2);
  return lines;
}

/** In one tab or two, each pressed once or twice, and again when the shop had no answer. Returns the intents shown. */
async function reachDojo({ ground, witness, random, shopper }: Day, total: number): Promise<string[]> {
  const forms = random.chance(0.25) ? [payForm(total), payForm(total)] : [payForm(total)];
  const links = new Set<string>();
  for (let press = 1; press <= MOST_PRESSES && links.size === 0; press += 1) {
    const presses = random.chance(0.2) ? [...forms, ...forms] : forms;
    const answers = await Promise.all(presses.map((form) => pressPay(ground, shopper, form)));
    for (const answer of answers) {
      await witness.saw(answer);
      if (answer.kind === "link") links.add(answer.intentId);
      if (answer.kind === "order") return [...links];
    }
    if (links.size === 0) await sleep(random.between(100, 900));
  }
  return [...links];
}

/** What becomes of a visit to Dojo's page. `seen`: links of earlier visits are still in the browser's history. */
async function decide(day: Day, intentId: string, seen: readonly string[]): Promise<void> {
  const { ground, witness, random, shopper } = day;
  const fate = random.next();
  if (fate < 0.5) return payAndReturn(day, intentId);
  if (fate < 0.62) {
    await pay(day, intentId, DECLINED);
    return random.chance(0.5) ? payAndReturn(day, intentId) : undefined;
  }
  if (fate < 0.7) return comeBack(day, intentId, "&cancelled=1");
  if (fate < 0.82) {
    const number = witness.shown.get(intentId)?.number;
    const cancelling = number ? cancelOnPage(ground, shopper, number) : Promise.resolve(false);
    const paying = random.chance(0.4) ? pay(day, intentId) : undefined;
    witness.count((await cancelling) ? "cancelled" : "not cancelled");
    return paying;
  }
  if (fate < 0.92) {
    // Another basket while the first link is still open in another tab, which may then be paid.
    const total = await fillBasket(ground, shopper, wish(random));
    const paying = random.chance(0.5) ? pay(day, intentId) : undefined;
    const [newer] = await reachDojo(day, total);
    await paying;
    return newer && random.chance(0.7) ? payAndReturn(day, newer) : undefined;
  }
  if (fate < 0.96) return pay(day, random.pick(seen));
  witness.count("walked away");
}

async function payAndReturn(day: Day, intentId: string): Promise<void> {
  const twice = day.random.chance(0.1);
  await Promise.all([pay(day, intentId), twice ? pay(day, intentId) : undefined]);
  if (day.random.chance(0.5)) await comeBack(day, intentId, `&id=${intentId}`);
  if (day.random.chance(0.05)) await refundInPortal(day, intentId);
}

/** On Dojo's page. A link that is over says so there, and nothing is taken. */
async function pay({ ground, witness, random }: Day, paymentIntentId: string, card?: string): Promise<void> {
  try {
    const intent = await ground.emulator.pay({ paymentIntentId, card, saveCard: random.chance(0.3) });
    witness.count(intent.status === "Captured" ? "paid" : "declined");
  } catch (error) {
    if (!/: 409 /.test(String(error))) throw error;
    witness.count("link was over");
  }
}

async function comeBack({ ground, witness, shopper }: Day, intentId: string, hint: string): Promise<void> {
  const order = witness.shown.get(intentId)?.orderId;
  const { status } = await read(ground, shopper, `/checkout/return?order=${order}${hint}`);
  witness.count(status === 0 || status >= 500 ? "return page: trouble" : "return page");
}

async function refundInPortal({ ground, witness, random }: Day, intentId: string): Promise<void> {
  const intent = (await ground.emulator.state()).paymentIntents.find(({ id }) => id === intentId);
  if (intent?.status !== "Captured" || intent.refundedAmount) return;
  await ground.emulator.portalRefund({
    paymentIntentId: intentId,
    amount: random.chance(0.5) ? intent.amount.value : 100,
  });
  witness.count("refunded in the portal");
}
