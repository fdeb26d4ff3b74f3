import { spawnSync } from "node:child_process";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { continuePayment } from "@/lib/checkout/continue-payment";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { receiveWebhook } from "@/lib/checkout/receive-webhook";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { run as auditCustomers } from "../../scripts/dojo/audit-customers";
import { run as doctor } from "../../scripts/dojo/doctor";
import { run as settleOrder } from "../../scripts/dojo/settle-order";
import { run as showOrder } from "../../scripts/dojo/show-order";
import { programArguments, root } from "../../scripts/lib/stack.mjs";
import { printed } from "../setup/printed";
import { receiveWebhooks } from "../setup/receive-webhooks";
import {
  emulator,
  intentIn,
  newShopper,
  openOrder,
  openShop,
  paidOrder,
  pressPay,
  putInBasket,
} from "./support";

beforeAll(openShop);
const secrets = env().DOJO_WEBHOOK_SECRETS;
afterEach(async () => {
  Object.assign(env(), { DOJO_WEBHOOK_SECRETS: secrets });
  await emulator.clearFaults();
});

describe("orders show", () => {
  test("puts what we know beside what Dojo says, and says when they differ", async () => {
    const { order, intentId } = await openOrder();
    expect(await printed(showOrder, order.number)).toMatchObject({ code: 0 });
    await emulator.pay({ paymentIntentId: intentId });
    const differing = await printed(showOrder, order.number);
    expect(differing.code).toBe(1);
    expect(differing.text).toMatch(/≠ \d+-1 +OPEN +Captured, took £/);
    expect(differing.text).toContain(`npm run dojo -- orders settle ${order.number}`);
    expect(await printed(settleOrder, order.number)).toEqual({
      code: 0,
      text: `Order ${order.number} was AWAITING_PAYMENT and is PAID.`,
    });
    const settled = await printed(showOrder, order.number);
    expect(settled.code).toBe(0);
    expect(settled.text).toMatch(/Timeline\n.*order AWAITING_PAYMENT.*\n.*attempt 1 SENDING → OPEN/);
    expect(settled.text).toMatch(/order AWAITING_PAYMENT → PAID/);
  });

  test("does not take Dojo's silence for another opinion", async () => {
    const { order } = await paidOrder();
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "status", status: 503, times: 9 }]);
    const { code, text } = await printed(showOrder, order.number);
    expect(code).toBe(4);
    expect(text).toContain("Dojo does not say now how every payment stands. Ask again later.");
    expect(text).not.toMatch(/≠|otherwise/);
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "status", status: 404 }]);
    expect(await printed(showOrder, order.number)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/≠ .*not-found[\s\S]*Dojo says otherwise/),
    });
  });

  test("is not content with an order that a person has to look at", async () => {
    const { order } = await paidOrder();
    await db().order.update({ where: { id: order.id }, data: { status: "REVIEW" } });
    const { code, text } = await printed(showOrder, order.number);
    expect(code).toBe(1);
    expect(text).toContain(
      `A person has to look at it. To give money back: npm run dojo -- refund ${order.number}`,
    );
  });

  test("keeps secrets to itself", async () => {
    const { order } = await paidOrder();
    expect((await printed(showOrder, order.number)).text).not.toMatch(/cs_sandbox|sk_sandbox|csc=/);
  });

  test("knows no order that is none", async () => {
    expect(await printed(showOrder, "1")).toEqual({ code: 3, text: "There is no order 1." });
    expect((await printed(showOrder)).code).toBe(2);
  });
});

describe("orders settle", () => {
  test("finds a refund made in Dojo's portal", async () => {
    const { order, intentId } = await paidOrder();
    await emulator.portalRefund({ paymentIntentId: intentId, amount: 100 });
    expect((await printed(settleOrder, order.number)).text).toBe(
      `Order ${order.number} was PAID and is PARTLY_REFUNDED.`,
    );
  });

  test("says that it does not know while Dojo does not, and how the order stands", async () => {
    const { order } = await openOrder();
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "status", status: 503, times: 9 }]);
    const { code, text } = await printed(settleOrder, order.number);
    expect(code).toBe(4);
    expect(text).toMatch(/^Order \d+ is AWAITING_PAYMENT, as before\.\nNot everything is known: Dojo .*503/);
  });

  test("goes on with the other payments when Dojo does not say of one, and tells both", async () => {
    const { shopper, intentId: first, order } = await openOrder();
    const where = { orderId: order.id };
    await db().paymentAttempt.updateMany({ where, data: { state: "CANCELED" } });
    const payment = await continuePayment(shopper, order.number);
    const second = intentIn(payment?.kind === "link" ? payment.link : "");
    expect(second).not.toBe(first);
    await emulator.pay({ paymentIntentId: second });
    // The first to be asked about, three times, as every question.
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "status", status: 503, times: 3 }]);
    const { code, text } = await printed(settleOrder, order.number);
    expect(text).toContain(`Order ${order.number} `);
    expect(text).toContain("Not everything is known: Dojo PaymentIntents_Get: unavailable (503).");
    const asked = (await emulator.journal()).filter(
      ({ operationId }) => operationId === "PaymentIntents_Get",
    );
    for (const id of [first, second]) expect(asked.some(({ path }) => path.includes(id))).toBe(true);
    expect(code).toBe(4);
    expect(await printed(settleOrder, order.number)).toMatchObject({ code: 0 });
    expect((await db().order.findUniqueOrThrow({ where: { id: order.id } })).status).toBe("PAID");
  });

  test("looks for an intent whose sender died before it heard of it", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([
      { operation: "PaymentIntents_CreatePaymentIntent", kind: "status", status: 500, phase: "after" },
    ]);
    await pressPay(shopper);
    const order = await db().order.findFirstOrThrow({ where: { userId: shopper.id } });
    await db().$executeRaw`
      UPDATE "PaymentAttempt" SET state = 'SENDING', "leaseUntil" = now() - interval '1 second'
      WHERE "orderId" = ${order.id}`;
    expect(await printed(settleOrder, order.number)).toMatchObject({ code: 0 });
    const [attempt] = await db().paymentAttempt.findMany({ where: { orderId: order.id } });
    expect(attempt).toMatchObject({ state: "OPEN", intentId: expect.any(String) });
  });

  test("does not call known what it looked for too early", async () => {
    const shopper = await newShopper();
    await putInBasket(shopper, { mug: 1 });
    await emulator.faults([
      { operation: "PaymentIntents_CreatePaymentIntent", kind: "status", status: 500, phase: "before" },
    ]);
    await pressPay(shopper);
    const { number } = await db().order.findFirstOrThrow({ where: { userId: shopper.id } });
    const { code, text } = await printed(settleOrder, number);
    expect(code).toBe(4);
    expect(text).toContain("whether Dojo made a payment");
  });
});

describe("customers audit", () => {
  test("finds nothing in a shop that is well, and takes no other word", async () => {
    await paidOrder();
    expect(await printed(auditCustomers)).toMatchObject({ code: 0 });
    expect((await printed(auditCustomers, "--delete")).code).toBe(2);
  });
});

describe("doctor", () => {
  const answering = async (handle: (request: Request) => Promise<Response>) => {
    const stop = await receiveWebhooks(handle);
    return printed(doctor).finally(stop);
  };
  const route = async (request: Request) => {
    const status = await receiveWebhook(request);
    if (status === 200) await processWebhookEvents();
    return new Response(null, { status });
  };

  test("finds a shop well, and leaves nothing behind", async () => {
    const { code, text } = await answering(route);
    expect(text).toContain("The shop can take money.");
    expect(code).toBe(0);
    expect(text).not.toMatch(/WRONG/);
    expect(text).toContain("ok    role        reads and writes rows, and changes no tables");
    expect(await db().webhookEvent.count({ where: { id: { startsWith: "evt_self_test" } } })).toBe(0);
    for (const secret of [...secrets, env().DOJO_API_KEY]) expect(text).not.toContain(secret);
  });

  test("names a secret that Dojo signs with and the shop does not know", async () => {
    Object.assign(env(), { DOJO_WEBHOOK_SECRETS: ["another-secret-entirely"] });
    const { code, text } = await answering(route);
    expect(code).toBe(1);
    expect(text).toContain("1 of 1 active at Dojo are not in DOJO_WEBHOOK_SECRETS");
  });

  test("names a shop that believes forged events, one that answers elsewhere, and one that does not answer", async () => {
    expect((await answering(async () => new Response(null, { status: 200 }))).text).toContain(
      "answered 200 to a wrong signature",
    );
    const nobody = await printed(doctor);
    expect(nobody).toMatchObject({ code: 1, text: expect.stringContaining("WRONG delivery") });
  });

  test("names a refused key", async () => {
    await emulator.faults([
      { operation: "Webhooks_GetAlSubscriptions", kind: "status", status: 401, times: 9 },
    ]);
    expect((await answering(route)).text).toContain(
      "WRONG key         Dojo Webhooks_GetAlSubscriptions: unauthorised (401)",
    );
  });

  test("names work that nobody does, and alerts", async () => {
    const { order } = await openOrder();
    await db().order.update({ where: { id: order.id }, data: { checkAt: new Date(Date.now() - 3_600_000) } });
    await db().alert.create({ data: { kind: "order-review", subject: "x", detail: "Order 1: look at it." } });
    const { text } = await answering(route);
    expect(text).toMatch(/WRONG worker {6}overdue for 5 minutes: \d+ orders/);
    expect(text).toContain("look  alerts      order-review: Order 1: look at it.");
    expect(text).toContain("npm run dojo -- alerts");
  });
});

describe("the command itself", () => {
  const dojo = (args: string[], extra: Record<string, string> = {}) =>
    spawnSync(process.execPath, programArguments("scripts/dojo.ts", ...args), {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "", ...extra },
    });

  // Each is a process of its own.
  test("explains itself, runs a command with its code, and refuses what it does not know", {
    timeout: 90_000,
  }, async () => {
    const { order } = await openOrder();
    expect(dojo([])).toMatchObject({ status: 0, stdout: expect.stringContaining("orders show <number>") });
    for (const word of ["nonsense", "refunds"])
      expect(dojo([word])).toMatchObject({ status: 2, stderr: `There is no command "${word}".\n\n` });
    expect(dojo(["alerts", "clear", "order-review", "nobody"])).toMatchObject({
      ...{ status: 3, stderr: expect.stringContaining("No alert order-review about nobody is open.") },
    });
    expect(dojo(["orders", "show", order.number])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`Order ${order.number}`),
    });
    expect(dojo(["orders", "show", "1"])).toMatchObject({ status: 3, stderr: "There is no order 1.\n" });
    for (const words of [["doctor"], ["alerts"], ["refund", order.number]]) {
      const bare = dojo(words, { DOJO_API_KEY: "", DATABASE_URL: "" });
      expect(bare.status).toBe(78);
      expect(bare.stderr).toMatch(/DOJO_API_KEY: is missing/);
      expect(bare.stderr).not.toMatch(/^ +at /m);
    }
    const nowhere = dojo(["alerts"], { DATABASE_URL: "postgresql://shop:shop@127.0.0.1:9/shop" });
    expect(nowhere).toMatchObject({
      ...{ status: 4, stdout: "" },
      stderr: expect.stringMatching(
        /^The database does not answer\. Is the shop of .+ running \(npm start\)\?\n$/,
      ),
    });
  });
});
