import { beforeEach, describe, expect, test } from "vitest";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { openCustomer } from "@/lib/customers/open-customer";
import { db } from "@/lib/db/client";
import { deleteCustomer } from "@/lib/dojo/customers";
import { saveCardAtDojo } from "../../setup/save-card";
import { emulator, newShopper, openAlerts } from "../support";
import { claimOf, count, customersOf, makeAtDojo, shortenTimes, timesMade } from "./support";

shortenTimes();
beforeEach(async () => {
  await emulator.reset();
  await db().alert.deleteMany();
});

async function linkedShopper() {
  const shopper = await newShopper();
  const customerId = await ensureDojoCustomer(shopper);
  if (!customerId) throw new Error("no customer was made");
  return { shopper, customerId };
}

const get = { operation: "Customers_Get", kind: "status", times: 100 };

describe("a customer deleted at Dojo behind our back", () => {
  test.each([
    ["an empty list", []],
    ["404", [{ ...get, status: 404 }]],
    ["400", [{ ...get, status: 400 }]],
  ])("is made anew, once, when looking it up answers %s, and it is told of until then", async (_, faults) => {
    const { shopper, customerId } = await linkedShopper();
    await deleteCustomer(customerId);
    await emulator.faults(faults);
    expect(await listSavedCards(shopper.id)).toMatchObject({ state: "listed", cards: [] });
    const calls = await emulator.callsDuring(async () => {
      const opened = await openCustomer(shopper);
      expect(opened).toMatchObject({ remade: true });
      expect(await customersOf(shopper)).toEqual([opened?.id]);
      expect(opened?.id).not.toBe(customerId);
    });
    expect(calls.map(({ operationId }) => operationId)).toEqual([
      "Customers_CreateCustomerSecret",
      "Customers_Get",
      "Customers_Search",
      "Customers_Create",
      "Customers_CreateCustomerSecret",
    ]);
    expect(await db().alert.findMany()).toMatchObject([{ kind: "customer-gone", subject: shopper.id }]);
    expect(await openAlerts("customer-gone")).toEqual([]);
  });

  test("is made anew once by thirty tabs at once", async () => {
    const { shopper, customerId } = await linkedShopper();
    await deleteCustomer(customerId);
    const opened = await Promise.all(Array.from({ length: 30 }, () => openCustomer(shopper)));
    const [now] = await customersOf(shopper);
    expect(new Set(opened.map((customer) => customer?.id))).toEqual(new Set([now]));
    expect(await customersOf(shopper)).toHaveLength(1);
    expect(await timesMade(shopper)).toBe(2);
  });

  test("is replaced by another one with our marker, if there is one", async () => {
    const { shopper, customerId } = await linkedShopper();
    const spare = await makeAtDojo(shopper);
    await saveCardAtDojo(spare, { expiry: "12/29" });
    await deleteCustomer(customerId);
    expect(await openCustomer(shopper)).toMatchObject({ id: spare, remade: true });
    expect(await timesMade(shopper)).toBe(2);
  });
});

describe("a customer who is there", () => {
  test.each([
    ["Dojo cannot look it up", { ...get, status: 503 }, "unavailable"],
    ["Dojo's list has it", { operation: "Customers_Get", kind: "delay", delayMs: 1 }, "not-found"],
  ])("is not made anew after one 404, when %s", async (_, fault, kind) => {
    const { shopper, customerId } = await linkedShopper();
    await emulator.faults([
      { operation: "Customers_CreateCustomerSecret", kind: "status", status: 404 },
      fault,
    ]);
    await expect(openCustomer(shopper)).rejects.toMatchObject({ kind });
    expect(await claimOf(shopper)).toMatchObject({ state: "READY", customerId });
    expect(await openAlerts("customer-gone")).toEqual([]);
  });

  test("has its cards listed when looking it up is refused, since the secret is not", async () => {
    const { shopper, customerId } = await linkedShopper();
    await saveCardAtDojo(customerId, { expiry: "12/29" });
    await emulator.faults([{ ...get, status: 400 }]);
    const list = await listSavedCards(shopper.id);
    expect(list.state === "listed" && list.cards).toHaveLength(1);
  });

  test("is opened with one call", async () => {
    const { shopper, customerId } = await linkedShopper();
    const calls = await emulator.callsDuring(async () =>
      expect(await openCustomer(shopper)).toMatchObject({ id: customerId, remade: false }),
    );
    expect(count(calls, "Customers_CreateCustomerSecret")).toBe(calls.length);
  });
});
