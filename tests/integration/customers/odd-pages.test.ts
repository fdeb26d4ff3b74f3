import { beforeEach, describe, expect, test } from "vitest";
import { claimTimes } from "@/lib/customers/claim-times";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { db } from "@/lib/db/client";
import { listCustomerPage } from "@/lib/dojo/customers";
import { saveCardAtDojo } from "../../setup/save-card";
import { emulator, newShopper } from "../support";
import { claimOf, count, customersOf, leaveSentClaim, makeAtDojo, shortenTimes, timesMade } from "./support";

shortenTimes();
beforeEach(() => emulator.reset());

const search = { operation: "Customers_Search", times: 1_000 };
const OLD = { sentMsAgo: 60_000 };

/** Made a minute ago, its reply lost, and that many foreign customers made since. */
async function loseReply(newer: number) {
  const shopper = await newShopper();
  const made = await makeAtDojo(shopper);
  await emulator.load({ customers: newer });
  await leaveSentClaim(shopper, OLD);
  return { shopper, made };
}

/** 100 newer ones make ours the first of the second page: the one that a skip leaves out. */
test.each([
  ["oldest first", { kind: "searchOrder" }, 250, 3],
  ["in no order", { kind: "searchOrder", value: "random", seed: 7 }, 250, 3],
  ["that repeat customers", { kind: "searchRepeat" }, 250, 3],
  ["that leave customers out", { kind: "searchSkip" }, 100, 4],
  ["of fifty", { kind: "searchLimit", value: 50 }, 250, 6],
  ["without a time of making", { kind: "dropField", field: "createdAt" }, 250, 3],
  ["of which one fails", { kind: "status", status: 503, times: 1, nth: 2 }, 250, 4],
  ["of which one is refused for now", { kind: "status", status: 429, times: 2, nth: 2 }, 250, 5],
  ["of which one is cut short", { kind: "truncate", times: 1, nth: 3 }, 250, 4],
  ["of which one never comes", { kind: "hang", times: 1, nth: 2 }, 250, 4],
  ["whose cursor expires once", { kind: "cursorExpired", times: 1, nth: 2 }, 250, 5],
])("a lost customer is found on pages %s", async (_, fault, newer, searches) => {
  const { shopper, made } = await loseReply(newer);
  await emulator.faults([{ ...search, ...fault }]);
  const calls = await emulator.callsDuring(async () => expect(await ensureDojoCustomer(shopper)).toBe(made));
  expect(await customersOf(shopper)).toEqual([made]);
  expect(count(calls, "Customers_Search")).toBe(searches);
  expect(count(calls, "Customers_Create")).toBe(0);
});

describe("a look that cannot be finished never means that nothing is there", () => {
  /** Looks once, without success; nothing is made although the quarantine is long over. */
  async function expectUnknown(fault: { kind: string; [setting: string]: unknown }): Promise<number> {
    const { shopper } = await loseReply(250);
    claimTimes.waitMs = 400;
    // A cursor that leads to the second page, for the fault that always names the same one.
    const { after } = await listCustomerPage();
    await emulator.faults([{ ...search, ...(fault.field === "after" ? { value: after } : {}), ...fault }]);
    const calls = await emulator.callsDuring(async () =>
      expect(await ensureDojoCustomer(shopper)).toBeNull(),
    );
    expect(await claimOf(shopper)).toMatchObject({ state: "SENT", customerId: null });
    expect(await timesMade(shopper)).toBe(1);
    return count(calls, "Customers_Search");
  }

  test("when every cursor is expired: it begins again three times", async () => {
    expect(await expectUnknown({ kind: "cursorExpired" })).toBe(8);
  });

  test("when the pages lead in a circle", async () => {
    expect(await expectUnknown({ kind: "wrongId", field: "after" })).toBe(2);
  });

  test("when time runs out", async () => {
    expect(await expectUnknown({ kind: "delay", delayMs: 180 })).toBeLessThanOrEqual(3);
  });
});

describe("what is not there", () => {
  test("is looked for twice when there are several pages, on pages of two sizes", async () => {
    const shopper = await newShopper();
    await emulator.load({ customers: 250 });
    await emulator.faults([{ ...search, kind: "searchOrder" }]);
    await leaveSentClaim(shopper, OLD);
    const calls = await emulator.callsDuring(() => ensureDojoCustomer(shopper));
    const looks = calls.filter(({ operationId }) => operationId === "Customers_Search");
    expect(looks.map(({ request }) => request?.limit)).toEqual([100, 100, 100, 93, 93, 93]);
    expect(await timesMade(shopper)).toBe(1);
  });

  test("costs one page when that is the whole list, or the newest first", async () => {
    const [one, other] = [await newShopper(), await newShopper()];
    for (const shopper of [one, other]) await leaveSentClaim(shopper, OLD);
    const small = await emulator.callsDuring(() => ensureDojoCustomer(one));
    expect(count(small, "Customers_Search")).toBe(1);
    await emulator.reset();
    await emulator.load({ customers: 5_000 });
    const large = await emulator.callsDuring(() => ensureDojoCustomer(other));
    expect(count(large, "Customers_Search")).toBe(1);
  });

  test("yet, because the search lags, is found later and not made again", async () => {
    const shopper = await newShopper();
    await emulator.faults([
      { operation: "Customers_Create", kind: "reset", phase: "after" },
      { ...search, kind: "lag", delayMs: 1_000 },
    ]);
    const calls = await emulator.callsDuring(() => ensureDojoCustomer(shopper));
    expect(await customersOf(shopper)).toEqual([(await claimOf(shopper)).customerId]);
    expect(count(calls, "Customers_Create")).toBe(1);
    expect(count(calls, "Customers_Search")).toBeLessThanOrEqual(5);
  });

  test("for Dojo does not give our marker back, is made again and nothing else is adopted", async () => {
    const { shopper, made } = await loseReply(0);
    await emulator.load({ customers: 20, emailAddress: shopper.email, savedCards: 20 });
    await emulator.faults([{ ...search, kind: "dropField", field: "vatNumber" }]);
    const linked = await ensureDojoCustomer(shopper);
    expect(await timesMade(shopper)).toBe(2);
    expect((await customersOf(shopper)).toSorted()).toEqual([linked, made].toSorted());
    expect(linked).not.toBe(made);
  });
});

describe("several customers with the shopper's marker", () => {
  test("the oldest is linked, the others are deleted", async () => {
    const { shopper, made } = await loseReply(0);
    await makeAtDojo(shopper);
    await makeAtDojo(shopper);
    expect(await ensureDojoCustomer(shopper)).toBe(made);
    expect(await customersOf(shopper)).toEqual([made]);
  });

  test("one that holds a card is kept, and told of", async () => {
    const { shopper, made } = await loseReply(0);
    const [spare, empty] = [await makeAtDojo(shopper), await makeAtDojo(shopper)];
    await saveCardAtDojo(spare, { expiry: "12/29" });
    expect(await ensureDojoCustomer(shopper)).toBe(made);
    expect(await customersOf(shopper)).toEqual([made, spare]);
    const alerts = await db().alert.findMany({ where: { kind: "customer-duplicate", clearedAt: null } });
    expect(alerts.map(({ subject }) => subject)).toEqual([spare]);
    expect(empty).not.toBe(spare);
  });

  test("one of which Dojo does not say what it holds is kept", async () => {
    const { shopper, made } = await loseReply(0);
    const spare = await makeAtDojo(shopper);
    await emulator.faults([
      { operation: "Customers_GetPaymentMethods", kind: "dropField", field: "savedPaymentMethods" },
    ]);
    expect(await ensureDojoCustomer(shopper)).toBe(made);
    expect(await customersOf(shopper)).toEqual([made, spare]);
  });

  test("one that cannot be deleted now does not keep the shopper from theirs", async () => {
    const { shopper, made } = await loseReply(0);
    const spare = await makeAtDojo(shopper);
    await emulator.faults([{ operation: "Customers_Delete", kind: "status", status: 500 }]);
    expect(await ensureDojoCustomer(shopper)).toBe(made);
    expect(await customersOf(shopper)).toEqual([made, spare]);
  });
});

describe("whoever looks", () => {
  test("keeps the claim page by page, longer than one lease, and the others wait", async () => {
    const { shopper, made } = await loseReply(450);
    await emulator.faults([{ ...search, kind: "delay", delayMs: 400 }]);
    const calls = await emulator.callsDuring(async () => {
      const ids = await Promise.all(Array.from({ length: 10 }, () => ensureDojoCustomer(shopper)));
      expect(new Set(ids)).toEqual(new Set([made]));
    });
    expect(count(calls, "Customers_Search")).toBe(5);
    expect((await claimOf(shopper)).fence).toBe(2);
  });

  test("stops when the claim was taken from them", async () => {
    const { shopper } = await loseReply(450);
    claimTimes.waitMs = 2_000;
    await emulator.faults([{ ...search, kind: "delay", delayMs: 300 }]);
    const calls = await emulator.callsDuring(async () => {
      const looking = ensureDojoCustomer(shopper);
      await expect.poll(() => claimOf(shopper).then(({ fence }) => fence)).toBe(2);
      const lease = new Date(Date.now() + 60_000);
      await db().dojoCustomer.updateMany({
        where: { userId: shopper.id },
        data: { fence: 3, leaseUntil: lease },
      });
      expect(await looking).toBeNull();
    });
    expect(count(calls, "Customers_Search")).toBe(1);
    expect(await claimOf(shopper)).toMatchObject({ state: "SENT", fence: 3 });
  });
});
