import { spawnSync } from "node:child_process";
import { expect } from "vitest";
import { z } from "zod";
import type { AuditEvent } from "@/lib/audit";
import { programArguments, root } from "../../../scripts/lib/stack.mjs";
import { emulatorControl } from "../../setup/emulator-control";
import { afterAnswer, auditsAmong, comes, type LogLine, oneOfMany } from "../support/log";
import { settingsOfShop } from "../support/more-servers";
import { addToBasket, lastOrder, type Ordered, type Person, password, pressPay } from "../support/people";
import { newPassword, resetPassword, resetTokenOf } from "../support/reset-link";
import { action, type Fields, type Visitor, visitor } from "../support/visitor";

const id = z.string().regex(/^[\w-]{22}$/);
const line = { level: z.literal(30), time: z.iso.datetime() };
const request = { requestId: z.string().regex(/^[\w-]{8,32}$/), client: z.literal("127.0.0.1") };
/** Nothing but what is named here may be in a line. */
const ofRequest = (fields: z.ZodRawShape = {}) =>
  z.strictObject({ ...line, ...request, audit: z.string(), ...fields });
const ofWhom = ofRequest({ userId: id });
const leftOut = z.int().optional();

type Event = { schema: z.ZodType; cause: (stage: Stage) => Promise<LogLine[]> };

/** Who does it, and to whose order. */
export type Stage = {
  ann: Person;
  bob: Person;
  paid: Ordered;
  someone: () => Promise<Person>;
  mailbox: (what: string) => string;
};

const act = (who: Visitor, name: string, fields: Fields) => who.act(action(name), fields);
const signIn = (email: string, secret: string) => act(visitor(), "signInAction", { email, password: secret });

/** How each is caused once, and all that its line may hold: an event that is missing here does not compile. */
export const events: Record<AuditEvent, Event> = {
  "sign-up": {
    schema: ofWhom,
    cause: ({ mailbox }) =>
      afterAnswer(act(visitor(), "signUpAction", { name: "Ada", email: mailbox("up"), password }), "sign-up"),
  },
  "sign-in": { schema: ofWhom, cause: ({ ann }) => afterAnswer(signIn(ann.email, password), "sign-in") },
  "sign-in-refused": {
    schema: ofRequest({ userId: id, leftOut }),
    cause: ({ ann }) => oneOfMany(() => signIn(ann.email, "wrong one"), "sign-in-refused"),
  },
  "sign-out": {
    schema: ofWhom,
    cause: async ({ someone }) => afterAnswer((await someone()).post("/sign-out", {}), "sign-out"),
  },
  "sign-out-everywhere": {
    schema: ofWhom,
    cause: async ({ someone }) =>
      afterAnswer((await someone()).post("/sign-out/everywhere", {}), "sign-out-everywhere"),
  },
  "password-wrong": {
    schema: ofWhom,
    cause: ({ bob }) =>
      afterAnswer(act(bob, "deleteAccountAction", { currentPassword: "wrong one" }), "password-wrong"),
  },
  "password-changed": {
    schema: ofWhom,
    cause: async ({ someone }) =>
      afterAnswer(
        act(await someone(), "changePasswordAction", { currentPassword: password, newPassword }),
        "password-changed",
      ),
  },
  "email-changed": {
    schema: ofWhom,
    cause: async ({ someone, mailbox }) => {
      const fields = { name: "Ada", email: mailbox("moved"), currentPassword: password };
      return afterAnswer(act(await someone(), "saveDetailsAction", fields), "email-changed");
    },
  },
  "reset-asked": {
    schema: ofRequest(),
    cause: ({ mailbox }) =>
      afterAnswer(act(visitor(), "forgotPasswordAction", { email: mailbox("asked") }), "reset-asked"),
  },
  "password-reset": {
    schema: ofWhom,
    cause: async ({ someone }) =>
      afterAnswer(resetPassword(await resetTokenOf((await someone()).email)), "password-reset"),
  },
  "account-deleted": {
    schema: ofWhom,
    cause: async ({ someone }) =>
      afterAnswer(
        act(await someone(), "deleteAccountAction", { currentPassword: password }),
        "account-deleted",
      ),
  },
  "access-denied": {
    schema: ofRequest({ userId: id, orderId: id, leftOut }),
    cause: ({ bob, paid }) => oneOfMany(() => bob.get(`/orders/${paid.number}`), "access-denied"),
  },
  "price-mismatch": {
    schema: ofRequest({ userId: id, shownMinor: z.literal(1) }),
    cause: async ({ bob }) => {
      await addToBasket(bob);
      return afterAnswer(pressPay(bob, { shownTotal: "1" }), "price-mismatch");
    },
  },
  "request-refused": {
    schema: ofRequest({ status: z.literal(405), path: z.literal("/account"), leftOut }),
    cause: () =>
      oneOfMany(() => visitor().send("/account?token=secret", { method: "PUT" }), "request-refused"),
  },
  "webhook-refused": {
    schema: ofRequest({ status: z.literal(401), leftOut }),
    cause: () => oneOfMany(() => visitor().post("/api/webhooks/dojo", {}), "webhook-refused"),
  },
  "too-often": {
    schema: ofRequest({ limit: z.literal("sign-in-account"), leftOut }),
    cause: async () => {
      for (let time = 0; time < 10; time += 1) await signIn("nobody@example.com", "wrong one");
      return oneOfMany(() => signIn("nobody@example.com", "wrong one"), "too-often");
    },
  },
  // Noted by whoever hears of the payment first.
  review: {
    schema: z.strictObject({
      ...{ ...line, audit: z.string(), orderId: id, concern: z.string() },
      ...z.object(request).partial().shape,
    }),
    cause: async ({ bob }) => {
      const emulator = emulatorControl();
      await pressPay(bob);
      const order = await lastOrder(bob);
      await emulator.faults([{ operation: "PaymentIntents_Get", kind: "wrongAmount", times: 500 }]);
      await emulator.pay({ paymentIntentId: order.intentId });
      await bob.get(`/checkout/return?order=${order.id}`);
      return comes(({ audit, orderId }) => audit === "review" && orderId === order.id).finally(() =>
        emulator.clearFaults(),
      );
    },
  },
  "refund-requested": {
    schema: z.strictObject({
      ...{ ...line, audit: z.string(), orderId: id, refundId: id, amountMinor: z.literal(100) },
      reason: z.literal("chipped"),
    }),
    cause: async ({ paid }) => {
      const words = ["refund", paid.number, "1.00", "--reason", "chipped"];
      const { stdout, stderr, status } = spawnSync(
        process.execPath,
        programArguments("scripts/dojo.ts", ...words),
        { cwd: root, encoding: "utf8", env: { ...settingsOfShop(), NODE_ENV: "production" } },
      );
      expect(status, stderr).toBe(0);
      return auditsAmong(stdout.split("\n"));
    },
  },
};
