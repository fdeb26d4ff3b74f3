import { settleIntent } from "@/lib/checkout/settle-order";
import { startCheckout } from "@/lib/checkout/start-checkout";
import { sweepCustomers } from "@/lib/customers/sweep-customers";
import { programArguments, root, type Started } from "../../../scripts/lib/stack.mjs";
import { Facts } from "./facts";
import { type Ground, putOnShelf } from "./ground";
import { fillBasket, newShopper, type PayForm, payForm, type TestShopper } from "./shoppers";
import { letLeasesRunOut } from "./time";

/** In ms: what had left the process when it died has arrived. */
const ARRIVED_MS = 150;
/** How often followers press before they give up, and those of a process that only stands still. */
const ROUNDS = 6;
const ROUNDS_WHILE_STOPPED = 2;

type Signal = "SIGKILL" | "SIGSTOP";

/** Every point of one first checkout, in order, from a press that nobody disturbs. */
export async function listPoints(ground: Ground): Promise<string[]> {
  const { shopper, form } = await readyToPay(ground);
  const press = await startPress(ground, { shopper, form });
  const { code } = await press.exited;
  if (code !== 0) throw new Error(`the undisturbed press failed:\n${press.lastLines()}`);
  const { outcome, points } = JSON.parse(press.lastLines().split("\n").at(-1) ?? "");
  if (outcome !== "link") throw new Error(`the undisturbed press led to ${outcome}`);
  return points;
}

/**
 * Points that leave something of their own behind: reads and BEGIN change nothing, and "before" is what the change
 * before it has left.
 */
export function leavesTrace(point: string): boolean {
  return !/^\d+ (SELECT|BEGIN)\b|, before$/.test(point);
}

/**
 * A new shopper's first checkout is killed at `point`; then `followers` press Pay at once with the same form until
 * each has a link, which is paid. Returns what is wrong with the outcome: nothing, in a shop that holds its word.
 */
export async function killAt(ground: Ground, point: string, followers: number): Promise<string[]> {
  const { shopper, form } = await readyToPay(ground);
  const press = await startPress(ground, { shopper, form, stopAt: point, signal: "SIGKILL" });
  const { code, signal } = await press.exited;
  if (signal !== "SIGKILL") return [neverCame(press, code)];
  await new Promise((resolve) => setTimeout(resolve, ARRIVED_MS));
  const links = await followAll(ground, shopper, form, followers);
  return [
    ...(await complaintsAbout(ground, shopper, links)),
    ...(await payAndComplain(ground, shopper, links)),
  ];
}

/**
 * The same with a press that only stands still past every lease, while the follower goes all the way to a link, and
 * then wakes up and goes on as if nothing had happened.
 */
export async function wakeAfter(ground: Ground, point: string): Promise<string[]> {
  const { shopper, form } = await readyToPay(ground);
  const press = await startPress(ground, { shopper, form, stopAt: point, signal: "SIGSTOP" });
  const ended = await Promise.race([press.stopped, press.exited]);
  if (ended) return [neverCame(press, ended.code)];
  const links = await followAll(ground, shopper, form, 1, ROUNDS_WHILE_STOPPED);
  // It may still be about to stop, on a machine that had no time for it: woken until it goes.
  const waking = setInterval(() => press.child.kill("SIGCONT"), 100);
  const { code } = await press.exited;
  clearInterval(waking);
  const own = code === 0 ? [] : [`the one who woke ended with ${code}: ${press.lastLines()}`];
  // The net under a holder that woke too late.
  await sweepCustomers();
  return [
    ...own,
    ...(await complaintsAbout(ground, shopper, links)),
    ...(await payAndComplain(ground, shopper, links)),
  ];
}

/** It took another way: somebody else's press was in its way, or the points are not what they were. */
function neverCame(press: Started, code: number | null): string {
  const outcome = /"outcome":"(\w+)"/.exec(press.lastLines())?.[1];
  return `the press never came to that point: ${outcome ? `it led to a ${outcome}` : `exit ${code}: ${press.lastLines()}`}`;
}

type Task = { shopper: TestShopper; form: PayForm; stopAt?: string; signal?: Signal };

async function startPress(ground: Ground, task: Task): Promise<Started & { stopped: Promise<void> }> {
  let stopped = () => {};
  const whenStopped = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const press = ground.processes.start(
    "press",
    process.execPath,
    programArguments("tests/processes/programs/press-pay.ts", JSON.stringify(task)),
    {
      cwd: root,
      env: { ...ground.env, NODE_ENV: "production" },
      oneOff: true,
      onLine: (line) => line === task.stopAt && stopped(),
    },
  );
  return Object.assign(press, { stopped: whenStopped });
}

/** With goods that nobody else wants: trials that run side by side must not wait for each other's locks. */
async function readyToPay(ground: Ground) {
  const shopper = await newShopper(ground);
  const id = `cup-of-${shopper.id}`;
  await putOnShelf(ground.sql, { id, priceMinor: 1_800, stock: 1 });
  return { shopper, form: payForm(await fillBasket(ground, shopper, { [id]: 1 })) };
}

/** Leases run out between the rounds only: whoever is at work within one is alive. */
async function followAll(
  ground: Ground,
  shopper: TestShopper,
  form: PayForm,
  followers: number,
  rounds = ROUNDS,
) {
  const links: string[] = [];
  for (let round = 1; links.length < followers && round <= rounds; round += 1) {
    await letLeasesRunOut(ground, shopper.id);
    const waiting = Array.from({ length: followers - links.length });
    const checkouts = await Promise.all(waiting.map(() => startCheckout(shopper, { ...form, card: "new" })));
    for (const checkout of checkouts) if (checkout.kind === "link") links.push(checkout.link);
  }
  return { links, missing: followers - links.length };
}

type Followed = Awaited<ReturnType<typeof followAll>>;

async function complaintsAbout(ground: Ground, shopper: TestShopper, { links, missing }: Followed) {
  const facts = new Facts(ground, shopper);
  const [customers, payable] = [await facts.customers(), await facts.payable()];
  const orders = await facts.orders();
  const complaints: string[] = [];
  if (missing > 0) complaints.push(`${missing} followers never got a link`);
  if (new Set(links).size > 1) complaints.push(`${new Set(links).size} different links were shown`);
  if (customers.length !== 1) complaints.push(`${customers.length} customers at Dojo`);
  if (payable.length > 1) complaints.push(`${payable.length} payable intents at Dojo`);
  if (orders.length !== 1) complaints.push(`${orders.length} orders`);
  const url = links[0] ? new URL(links[0]) : null;
  if (url && !payable.includes(intentOf(url))) complaints.push("the link's intent is not payable");
  if (url && url.searchParams.get("cid") !== customers[0])
    complaints.push("the link names another customer than Dojo's only one");
  return complaints;
}

async function payAndComplain({ sql, emulator }: Ground, shopper: TestShopper, { links }: Followed) {
  if (!links[0]) return [];
  const intentId = intentOf(new URL(links[0]));
  await emulator.pay({ paymentIntentId: intentId });
  const complaints: string[] = [];
  const status = await settleIntent(intentId);
  if (status !== "PAID") complaints.push(`paid, and the order is ${status}`);
  const { rows } = await sql.query<{ reference: string; state: string }>(
    `SELECT attempt.reference, attempt.state::text AS state FROM "PaymentAttempt" attempt
     JOIN "Order" o ON o.id = attempt."orderId" WHERE o."userId" = $1 AND attempt.state IN ('SENDING', 'UNKNOWN')`,
    [shopper.id],
  );
  return [...complaints, ...rows.map(({ reference, state }) => `attempt ${reference} is left ${state}`)];
}

function intentOf(link: URL): string {
  return link.pathname.split("/").at(-1) ?? "";
}
