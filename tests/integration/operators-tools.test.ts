import { spawnSync } from "node:child_process";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { processWebhookEvents } from "@/lib/checkout/process-webhook-events";
import { receiveWebhook } from "@/lib/checkout/receive-webhook";
import { settleIntent } from "@/lib/checkout/settle-order";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { run as auditCustomers } from "../../scripts/dojo/audit-customers";
import { run as clearAlert } from "../../scripts/dojo/clear-alert";
import { run as doctor } from "../../scripts/dojo/doctor";
import { run as listAlerts } from "../../scripts/dojo/list-alerts";
import { patience, run as refund } from "../../scripts/dojo/refund";
import { run as settleOrder } from "../../scripts/dojo/settle-order";
import { run as showOrder } from "../../scripts/dojo/show-order";
import { root } from "../../scripts/lib/stack.mjs";
import { receiveWebhooks } from "../setup/receive-webhooks";
import { emulator, openOrder, openShop } from "./support";

beforeAll(openShop);
const secrets = env().DOJO_WEBHOOK_SECRETS;
const usual = { ...patience };
afterEach(async () => {
  Object.assign(patience, usual);
  Object.assign(env(), { DOJO_WEBHOOK_SECRETS: secrets });
  await emulator.clearFaults();
});

/** What a command prints on either stream, and its exit code. */
const printed = (run: (args: string[]) => Promise<number>, ...args: string[]) => {
  const lines: string[] = [];
  const spies = (["log", "error"] as const).map((name) =>
    vi.spyOn(console, name).mockImplementation((line = "") => void lines.push(String(line))),
  );
  return run(args)
    .then((code) => ({ code, text: lines.join("\n") }))
    .finally(() => spies.forEach((spy) => void spy.mockRestore()));
};

async function paidOrder() {
  const opened = await openOrder();
  await emulator.pay({ paymentIntentId: opened.intentId });
  await settleIntent(opened.intentId);
  return opened;
}

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

  test("says that it does not know while Dojo does not", async () => {
    const { order } = await openOrder();
    await emulator.faults([{ operation: "PaymentIntents_Get", kind: "status", status: 503, times: 9 }]);
    expect(await printed(settleOrder, order.number)).toMatchObject({ code: 4 });
  });
});

describe("refund", () => {
  test("gives back a part, then the rest, then nothing", async () => {
    const { order } = await paidOrder();
    const part = await printed(refund, order.number, "5.00", "--reason", "a chip in the glaze");
    expect(part).toMatchObject({ code: 0, text: expect.stringContaining("Done. £5.00 is on its way back") });
    expect((await printed(refund, order.number)).code).toBe(0);
    expect((await db().order.findUniqueOrThrow({ where: { id: order.id } })).status).toBe("REFUNDED");
    expect(await printed(refund, order.number)).toEqual({
      code: 1,
      text: "There is no money to give back on this order.",
    });
  });

  test("tells a refusal that Dojo repeats with the way out, and does not try again", async () => {
    const { order } = await paidOrder();
    await emulator.faults([{ operation: "Refunds_Create", kind: "refundRefused", times: 9 }]);
    const refused = await printed(refund, order.number);
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("Not done, and not tried again. Dojo refused it (400).");
    expect(refused.text).toContain("had been declined: give the money back in Dojo's portal");
    expect(await db().refund.findMany({ where: { orderId: order.id } })).toMatchObject([
      { state: "FAILED", tries: 3 },
    ]);
  });

  test("does not say that nothing was done when Dojo did it, and only refuses to repeat it", async () => {
    const { order } = await paidOrder();
    await emulator.faults([
      { operation: "Refunds_Create", kind: "reset", phase: "after" },
      { operation: "Refunds_Create", kind: "status", status: 400, nth: 2, times: 9 },
    ]);
    const { code, text } = await printed(refund, order.number, "2.00");
    expect(code).toBe(1);
    expect(text).toContain("It may be done all the same, and is not tried again.");
    expect(text).toContain(`look before asking again. npm run dojo -- orders show ${order.number}`);
  });

  test.each([
    ["of which Dojo says nothing", { operation: "Refunds_Create", status: 503 }, "Dojo has not said yet."],
    ["that Dojo refused once", { operation: "Refunds_Create", status: 400 }, "Dojo refused it so far."],
    ["that waits for Dojo", { operation: "PaymentIntents_Get", status: 503, nth: 2 }, "Nothing was sent yet"],
  ])("%s is left to the worker after a while, and says so", async (_, fault, words) => {
    const { order } = await paidOrder();
    await emulator.faults([{ kind: "status", times: 99, ...fault }]);
    Object.assign(patience, { ms: 0 });
    const { code, text } = await printed(refund, order.number, "1.00");
    expect(code).toBe(4);
    expect(text).toContain(words);
  });

  test.each([["12,50"], ["-1"], ["0"], ["1.5"], ["ten"]])("takes no %s for an amount", async (amount) => {
    const { order } = await paidOrder();
    expect((await printed(refund, order.number, amount)).code).toBe(2);
  });

  test("with the same key twice is one refund", async () => {
    const { order, intentId } = await paidOrder();
    for (let twice = 0; twice < 2; twice += 1)
      expect((await printed(refund, order.number, "1.00", "--key", "once")).code).toBe(0);
    const { paymentIntents } = await emulator.state();
    expect(paymentIntents.find(({ id }) => id === intentId)?.refundedAmount).toBe(100);
  });
});

describe("alerts", () => {
  const about = { kind: "refund-failed", subject: "rf_1", detail: "Dojo refused it (400)." };
  beforeEach(() => db().alert.deleteMany());

  test("are none in a shop that is well", async () => {
    await db().alert.create({ data: { ...about, clearedAt: new Date() } });
    expect(await printed(listAlerts)).toEqual({ code: 0, text: "No alert is open." });
    expect((await printed(listAlerts, "all")).code).toBe(2);
  });

  test("are listed with what they mean and when they are over", async () => {
    const raisedAt = new Date("2026-11-20T08:00:00Z");
    const lastSeenAt = new Date("2026-11-22T09:30:00Z");
    await db().alert.create({ data: { ...about, raisedAt, lastSeenAt } });
    await db().alert.create({ data: { kind: "of-an-older-shop", subject: "x", detail: "Old." } });
    const { code, text } = await printed(listAlerts);
    expect(code).toBe(1);
    expect(text).toContain(
      "refund-failed  rf_1\n  since 2026-11-20 08:00:00Z, last seen 2026-11-22 09:30:00Z\n  Dojo refused it (400).",
    );
    expect(text).toContain("of-an-older-shop  x");
    expect(text).toMatch(/refund-failed, about a refund: .*\n {4}Over when it is done/);
    expect(text).not.toContain("key-refused");
  });

  test("are cleared by name, once, and nothing else is", async () => {
    await db().alert.createMany({ data: [about, { ...about, subject: "rf_2" }] });
    expect(await printed(clearAlert, about.kind, about.subject)).toEqual({
      ...{ code: 0, text: "Cleared: refund-failed about rf_1. Nothing but the alert was changed." },
    });
    expect(await db().alert.findMany({ where: { clearedAt: null } })).toMatchObject([{ subject: "rf_2" }]);
    expect(await printed(clearAlert, about.kind, about.subject)).toEqual({
      ...{ code: 3, text: "No alert refund-failed about rf_1 is open." },
    });
  });

  test.each([[[]], [["refund-failed"]], [["refund-failed", "rf_1", "rf_2"]], [["no-such-kind", "rf_1"]]])(
    "are not cleared by %j",
    async (args) => {
      await db().alert.create({ data: about });
      expect((await printed(clearAlert, ...args)).code).toBe(2);
      expect(await db().alert.count({ where: { clearedAt: null } })).toBe(1);
    },
  );
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
    spawnSync(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "scripts/dojo.ts", ...args],
      {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, NODE_OPTIONS: "", ...extra },
      },
    );

  test("explains itself, runs a command with its code, and refuses what it does not know", async () => {
    const { order } = await openOrder();
    expect(dojo([])).toMatchObject({ status: 0, stdout: expect.stringContaining("orders show <number>") });
    for (const word of ["nonsense", "refunds", "doctors"]) expect(dojo([word])).toMatchObject({ status: 2 });
    expect(dojo(["alerts", "clear", "order-review", "nobody"])).toMatchObject({
      ...{ status: 3, stderr: "No alert order-review about nobody is open.\n" },
    });
    expect(dojo(["orders", "show", order.number])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`Order ${order.number}`),
    });
    expect(dojo(["orders", "show", "1"])).toMatchObject({ status: 3, stderr: "There is no order 1.\n" });
    const bare = dojo(["doctor"], { DOJO_API_KEY: "", DATABASE_URL: "" });
    expect(bare.status).toBe(78);
    expect(bare.stderr).toMatch(/DOJO_API_KEY: is missing/);
  });
});
