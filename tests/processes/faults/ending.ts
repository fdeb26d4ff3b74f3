import { sweepCustomers } from "@/lib/customers/sweep-customers";
import { letLeasesRunOut } from "../support/time";
import { MINUTE, type Scene } from "./scene";
import { until } from "./world";

/** Past the end of every link, and of every order that is renewed once more. */
const LONG_MS = 65 * MINUTE;
const PATIENCE_MS = 25_000;
const SETTLED = ["PAID", "PARTLY_REFUNDED", "REFUNDED"];

/**
 * How every scene ends: Dojo is itself again, time passes, the worker works. Returns what is wrong after that, in
 * words: nothing, in a shop that holds its word.
 */
export async function bringToAnEnd(scene: Scene): Promise<string[]> {
  const { world } = scene;
  await world.ground.emulator.clearFaults();
  await scene.timePasses(LONG_MS);
  await letLeasesRunOut(world.ground);
  await sweepCustomers();
  let complaints: string[] = [];
  const look = async () => {
    const all = [scene, ...scene.others];
    complaints = (await Promise.all(all.map(complaintsAbout))).flat();
    if (complaints.some((each) => each.includes("customers at Dojo"))) await sweepCustomers();
    return complaints.length === 0;
  };
  await until(world, "nothing is wrong", look, PATIENCE_MS).catch((error) => {
    if (complaints.length === 0) throw error;
  });
  return complaints;
}

async function complaintsAbout(scene: Scene): Promise<string[]> {
  const [customers, orders, attempts, intents] = [
    await scene.customers(),
    await scene.orders(),
    await scene.attempts(),
    await scene.intents(),
  ];
  const complaints = [...scene.broken];
  if (customers.length > 1) complaints.push(`${customers.length} customers at Dojo`);
  for (const { state, ordinal } of attempts)
    if (["SENDING", "UNKNOWN", "OPEN"].includes(state))
      complaints.push(`attempt ${ordinal} is left ${state}`);
  for (const { number, status } of orders)
    if (status === "AWAITING_PAYMENT" || status === "CANCELLING")
      complaints.push(`order ${number} is ${status} long after its time`);
  for (const intent of intents) {
    const order = orders.find(({ id }) => id === intent.metadata?.orderId);
    if (intent.status === "Created") complaints.push(`${intent.id} can still be paid`);
    if (!["Captured", "Refunded", "Reversed"].includes(intent.status) || !order) continue;
    const fits = SETTLED.includes(order.status) && intent.amount.value === order.totalMinor;
    const looked = order.status === "REVIEW" && (await scene.alerts("order-review", order.id)).length === 1;
    if (!fits && !looked)
      complaints.push(`${intent.status} ${intent.amount.value}: the order is ${order.status}`);
  }
  return [...complaints, ...(await countedTwice(scene, intents)), ...(await webhooksBroken(scene, intents))];
}

type Intents = Awaited<ReturnType<Scene["intents"]>>;

/** Of what may happen once for each order: a receipt, and a payment that is kept unless somebody was told of it. */
async function countedTwice(scene: Scene, intents: Intents): Promise<string[]> {
  const receipts = (await scene.calls("Receipt_Create")).filter(({ status }) => status === 204);
  const complaints: string[] = [];
  for (const { id, number, status } of await scene.orders()) {
    const own = intents.filter(({ metadata }) => metadata?.orderId === id);
    const mailed = receipts.filter(({ path }) => own.some((intent) => path.includes(intent.id)));
    if (mailed.length > 1) complaints.push(`order ${number}: ${mailed.length} receipts`);
    const kept = own.filter((intent) => intent.status === "Captured");
    if (kept.length > 1 && status !== "REVIEW")
      complaints.push(`order ${number} was paid ${kept.length} times`);
  }
  return complaints;
}

async function webhooksBroken({ ground }: Scene, intents: Intents): Promise<string[]> {
  const { deliveries } = await ground.emulator.state();
  const own = deliveries.filter(({ body }) => intents.some(({ id }) => id === body?.data.paymentIntentId));
  const broken = own.filter(({ attempts }) => attempts.some(({ status }) => status === 500));
  return broken.map(({ event }) => `a delivery of ${event} was answered 500`);
}
