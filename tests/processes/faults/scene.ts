import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { sweepCustomers } from "@/lib/customers/sweep-customers";
import { callDojo } from "../../setup/call-dojo";
import type { Fault, JournalEntry } from "../../setup/emulator-control";
import { Facts, type OrderRow } from "../support/facts";
import {
  type Answer,
  fillBasket,
  newShopper,
  type PayForm,
  payForm,
  pressPay,
  read,
  type TestShopper,
} from "../support/shoppers";
import { advanceClocks, letLeasesRunOut } from "../support/time";
import { until, type World } from "./world";

type Link = Extract<Answer, { kind: "link" }>;

export const DECLINED = "4456530000001013";
export const MINUTE = 60_000;
/** In ms: by then Dojo's journal lists a call. */
const LISTED_MS = 2_000;

/** A new shopper with a mug in the basket, about to press Pay, and everything that can be done to them. */
export async function openScene(world: World): Promise<Scene> {
  const { ground } = world;
  await ground.emulator.clearFaults();
  const since = (await ground.emulator.journal()).at(-1)?.seq ?? 0;
  const shopper = await newShopper(ground);
  return new Scene(world, shopper, payForm(await fillBasket(ground, shopper, { mug: 1 })), since);
}

export class Scene extends Facts {
  /** What no shopper should ever have seen. */
  readonly broken: string[] = [];
  /** Other shoppers of the same scene. */
  readonly others: Scene[] = [];

  constructor(
    readonly world: World,
    shopper: TestShopper,
    readonly form: PayForm,
    private readonly since: number,
  ) {
    super(world.ground, shopper);
  }

  async another(): Promise<Scene> {
    const other = await openScene(this.world);
    this.others.push(other);
    return other;
  }

  /** From now on Dojo misbehaves like this, and no longer as before. */
  dojo(...faults: Fault[]): Promise<unknown> {
    return this.ground.emulator.faults(faults);
  }

  async press(more: Record<string, string> = {}, form = this.form): Promise<Answer> {
    const answer = await pressPay(this.ground, this.shopper, form, more);
    if (answer.kind === "trouble" && answer.what === "status 500") this.broken.push("Pay answered 500");
    return answer;
  }

  /** Presses and is told this problem. */
  async pressInVain(problem: string, more: Record<string, string> = {}): Promise<void> {
    assert.deepEqual(await this.press(more), { kind: "problem", problem });
  }

  /** Presses until there is a link, so many times at most. */
  async pressUntilLink(presses = 3, more: Record<string, string> = {}): Promise<Link> {
    const told: string[] = [];
    while (told.length < presses) {
      const answer = await this.press(more);
      if (answer.kind === "link") return answer;
      told.push(Object.values(answer).join(" "));
    }
    throw new Error(`no link after ${presses} presses, but: ${told.join("; ")}`);
  }

  /** On Dojo's page. False when the link is over. */
  async pay(intentId: string, card?: string, saveCard = false): Promise<boolean> {
    try {
      await this.ground.emulator.pay({ paymentIntentId: intentId, card, saveCard });
      return true;
    } catch (error) {
      if (/: 409 /.test(String(error))) return false;
      throw error;
    }
  }

  async pageOf(path: string, reader = this.shopper): Promise<string> {
    const page = await this.open(path, reader);
    return page.html;
  }

  private async open(path: string, reader: TestShopper, hops = 3): Promise<{ status: number; html: string }> {
    const page = await read(this.ground, reader, path);
    if (page.status >= 500) this.broken.push(`${path} answered ${page.status}`);
    if (!page.location || hops === 0) return page;
    const { pathname, search } = new URL(page.location, this.ground.env.SHOP_URL);
    return this.open(`${pathname}${search}`, reader, hops - 1);
  }

  /** The page a shopper comes back to. */
  async comeBack(hint = "", reader = this.shopper): Promise<string> {
    const { id } = await this.order();
    return this.pageOf(`/checkout/return?order=${id}${hint}`, reader);
  }

  /** Waits, the worker at work, until the order has this status. */
  becomes(status: string): Promise<OrderRow> {
    return until(this.world, `the order is ${status}`, async () => {
      const order = await this.order();
      return order.status === status && order;
    });
  }

  /** Long before their links are over, all intents but this one are cancelled. */
  async becomesAlone(intentId: string): Promise<void> {
    await this.timePasses(5 * MINUTE);
    await until(this.world, "the others are cancelled", async () => {
      await this.timePasses(5_000);
      return (await this.intents()).every(({ id, status }) => id === intentId || status === "Canceled");
    });
  }

  /** For the shop and Dojo alike, in ms. */
  timePasses(ms: number): Promise<void> {
    return advanceClocks(this.ground, ms);
  }

  /** The minute that the shop waits for a late customer is over, and every lease. */
  leasesRunOut(): Promise<void> {
    return letLeasesRunOut(this.ground, this.shopper.id);
  }

  /** The hourly look at all customers, which leaves young ones alone. */
  async sweep(): Promise<void> {
    await this.timePasses(15 * MINUTE);
    await sweepCustomers();
  }

  /** What the shop asked of Dojo since the scene began. */
  async calls(operationId: string): Promise<JournalEntry[]> {
    const all = await this.ground.emulator.journal(this.since);
    return all.filter((entry) => entry.operationId === operationId);
  }

  /** A call is in the journal once it is over, which may be a moment after the shop gave it up. */
  async hasCalled(operationId: string, times: number): Promise<void> {
    const stop = performance.now() + LISTED_MS;
    let calls = await this.calls(operationId);
    while (calls.length < times && performance.now() < stop) {
      await sleep(LISTED_MS / 20);
      calls = await this.calls(operationId);
    }
    assert.equal(calls.length, times, `${operationId} was called ${calls.length} times, not ${times}`);
  }

  /** Without the shop: what the merchant, or somebody with the key, does at Dojo. */
  merchant(method: string, path: string, body?: unknown): Promise<unknown> {
    const { DOJO_API_URL: url, DOJO_API_KEY: key } = this.ground.env;
    return callDojo(method, path, body, { url, key });
  }

  /** Buys and pays with nothing in the way. */
  async buy({ saveCard = false } = {}): Promise<Link> {
    const link = await this.pressUntilLink(1);
    assert.ok(await this.pay(link.intentId, undefined, saveCard));
    await this.becomes("PAID");
    return link;
  }

  /** A full basket and a new form, after something was bought. */
  async fillAgain(): Promise<PayForm> {
    return payForm(await fillBasket(this.ground, this.shopper, { mug: 1 }));
  }
}
