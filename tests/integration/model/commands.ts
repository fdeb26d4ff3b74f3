import type fc from "fast-check";
import { expect } from "vitest";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { receiveWebhook } from "@/lib/checkout/receive-webhook";
import { returnFromDojo } from "@/lib/checkout/return-from-dojo";
import { cancelOrder } from "@/lib/orders/cancel-order";
import { workOutbox } from "@/lib/orders/work-outbox";
import { reconcileOrders } from "@/lib/reconcile/reconcile-orders";
import { requestRefund } from "@/lib/refunds/request-refund";
import { sendRefund, workRefunds } from "@/lib/refunds/send-refund";
import { advance, emulator, intentIn, orderOf, pressPay, putInBasket } from "../support";
import { checkNow } from "./invariants";
import {
  LINK_LIFE_MIN,
  type Model,
  type ModelOrder,
  newestIntent,
  numberOf,
  ORDER_LIFE_MIN,
  type Real,
  statusOf,
  takenFor,
} from "./world";

type Act = (model: Model, real: Real) => Promise<unknown>;

/** A command that may be given once `ready`; after each one everything that holds at any moment is checked. */
function command(name: string, ready: (model: Model) => boolean, act: Act): fc.AsyncCommand<Model, Real> {
  return {
    check: ready,
    toString: () => name,
    run: async (model, real) => {
      await act(model, real);
      await checkNow(model);
    },
  };
}

const hasOrder = ({ orders }: Model) => orders.length > 0;

function newest({ orders }: Model): ModelOrder {
  const order = orders.at(-1);
  if (!order) throw new Error("no order yet");
  return order;
}

/** With another quantity it is the second tab, in which the basket was changed. */
export const checkout = (tab: number, quantity: number) =>
  command(
    `checkout(tab ${tab}, ${quantity} mugs)`,
    () => true,
    async (model, { shopper }) => {
      await putInBasket(shopper, { mug: quantity });
      const last = model.orders.at(-1);
      const live = last && (await statusOf(last.id)) === "AWAITING_PAYMENT" ? last : undefined;
      const answer = await pressPay(shopper);
      const ageMin = live ? model.nowMin - newestIntent(live).atMin : 0;
      const same = live?.quantity === quantity;
      if (live && same && ageMin < LINK_LIFE_MIN) {
        expect(answer.kind === "link" && intentIn(answer.link)).toBe(newestIntent(live).id);
        return;
      }
      if (live && takenFor(live)) {
        expect(answer).toEqual({ kind: "order", orderId: live.id });
        return;
      }
      if (answer.kind !== "link") throw new Error(`no link: ${JSON.stringify(answer)}`);
      const intentId = intentIn(answer.link);
      const order = await orderOf(intentId);
      const goesOn = live !== undefined && same && ageMin < ORDER_LIFE_MIN;
      expect(order.id === last?.id).toBe(goesOn);
      const intent = { id: intentId, atMin: model.nowMin, status: "Created" as const, refunded: 0 };
      if (live && goesOn) live.intents.push(intent);
      else model.orders.push({ id: order.id, quantity, totalMinor: order.totalMinor, intents: [intent] });
    },
  );

/** On the page of the newest link, which may have ended. */
export const pay = () =>
  command("pay", hasOrder, async (model) => {
    const intent = newestIntent(newest(model));
    const { paymentIntents } = await emulator.state();
    const open = paymentIntents.find(({ id }) => id === intent.id)?.status === "Created";
    if (model.nowMin - intent.atMin >= ORDER_LIFE_MIN) expect(open).toBe(false);
    const paying = emulator.pay({ paymentIntentId: intent.id });
    if (!open) return expect(paying).rejects.toThrow();
    await paying;
    intent.status = "Captured";
  });

export const decline = () =>
  command("decline", hasOrder, async (model) => {
    const paymentIntentId = newestIntent(newest(model)).id;
    const { paymentIntents } = await emulator.state();
    if (paymentIntents.find(({ id }) => id === paymentIntentId)?.status !== "Created") return;
    await emulator.pay({ paymentIntentId, card: "4456530000001013" });
  });

/** The answer is what Dojo says, whatever the shop knew before. */
export const cancel = () =>
  command("cancel", hasOrder, async (model, { shopper }) => {
    const order = newest(model);
    const answer = await cancelOrder(shopper.id, await numberOf(order.id));
    // "over" once the shop knows of a refund.
    expect(takenFor(order) ? ["paid", "over"] : ["cancelled"]).toContain(answer);
  });

export const wait = (minutes: number) =>
  command(
    `wait ${minutes} min`,
    () => true,
    async (model) => {
      await advance(minutes * 60_000);
      model.nowMin += minutes;
    },
  );

export const webhook = (fate: "deliver" | "drop" | "deliver twice") =>
  command(
    `webhooks: ${fate}`,
    () => true,
    async (_, { events }) => {
      const waiting = events.splice(0);
      if (fate === "drop") return;
      const copies = fate === "deliver" ? waiting : waiting.flatMap((event) => [event, event.clone()]);
      for (const event of copies.toReversed()) expect(await receiveWebhook(event)).toBe(200);
      await processWebhookEvents();
    },
  );

export const reconcile = () =>
  command(
    "reconcile",
    () => true,
    async () => {
      await reconcileOrders();
      await workRefunds();
      await workOutbox();
    },
  );

/** The return page always tells the truth. */
export const comeBack = () =>
  command("come back", hasOrder, async (model) => {
    const order = newest(model);
    const returned = await returnFromDojo(order.id, false);
    if (takenFor(order)) expect(returned?.outcome).toBe("received");
    else expect(returned?.outcome).not.toBe("received");
  });

export const refund = (share: number) =>
  command(`refund ${share} %`, hasOrder, async (model) => {
    const order = newest(model);
    const paid = takenFor(order);
    const known = (await statusOf(order.id)) !== "AWAITING_PAYMENT";
    const amountMinor = Math.round((order.totalMinor * share) / 100);
    const asked = await requestRefund({
      orderId: order.id,
      amountMinor,
      requestKey: `refund-${Math.random()}`,
    });
    const left = paid && known ? order.totalMinor - paid.refunded : 0;
    if (!paid || left < amountMinor) {
      expect(["too-much", "nothing-taken"]).toContain(asked.kind);
      return;
    }
    if (asked.kind !== "requested") throw new Error(JSON.stringify(asked));
    expect(await sendRefund(asked.refundId)).toBe("DONE");
    paid.refunded += amountMinor;
  });

export const portalRefund = (share: number) =>
  command(`refund ${share} % in the portal`, hasOrder, async (model) => {
    const order = newest(model);
    const paid = takenFor(order);
    const amount = Math.round((order.totalMinor * share) / 100);
    if (!paid || order.totalMinor - paid.refunded < amount) return;
    await emulator.portalRefund({ paymentIntentId: paid.id, amount });
    paid.refunded += amount;
  });
