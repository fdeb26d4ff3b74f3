import { beforeAll, describe, expect, test } from "vitest";
import { auditTimes } from "@/lib/customers/audit-customers";
import { ensureDojoCustomer } from "@/lib/customers/ensure-dojo-customer";
import { openCustomer } from "@/lib/customers/open-customer";
import { sweepCustomers } from "@/lib/customers/sweep-customers";
import { db } from "@/lib/db/client";
import { emulator, newShopper, openShop } from "../support";
import { claimOf, count, customersOf, shortenTimes, timesMade } from "./support";

beforeAll(openShop);
shortenTimes();

const create = { operation: "Customers_Create" };

/** It happened, or will: found by our marker, and asked for once. */
test.each([
  ["closes the connection after it", { kind: "reset", phase: "after" }],
  ["answers 500 after it", { kind: "status", status: 500, phase: "after" }],
  ["cuts its answer short", { kind: "truncate" }],
  ["answers it with a web page", { kind: "html", phase: "after" }],
  ["answers it with nothing", { kind: "html", value: "", phase: "after" }],
  ["answers it without an id", { kind: "dropField", field: "id" }],
  ["never answers it", { kind: "hang", phase: "after" }],
  ["answers one byte a second", { kind: "slow" }],
  ["answers after our deadline", { kind: "delay", delayMs: 900, phase: "after" }],
  ["does it after our deadline", { kind: "delay", delayMs: 900 }],
  ["answers 504 and does it within the quarantine", { kind: "status", status: 504, commitAfterMs: 1_000 }],
  ["hangs, and does it within the quarantine", { kind: "hang", commitAfterMs: 1_000 }],
])("a customer is made once when Dojo %s", async (_, fault) => {
  const shopper = await newShopper();
  await emulator.faults([{ ...create, ...fault }]);
  const calls = await emulator.callsDuring(async () =>
    expect(await ensureDojoCustomer(shopper)).toMatch(/^cust_/),
  );
  expect(await customersOf(shopper)).toEqual([(await claimOf(shopper)).customerId]);
  // An answer that we did not wait for is written down when it is given.
  await expect.poll(() => timesMade(shopper), { timeout: 3_000 }).toBe(1);
  expect(count(calls, "Customers_Search")).toBeLessThanOrEqual(6);
});

/** It did not happen: made again when it cannot happen any more, not a moment earlier. */
test.each([
  ["closes the connection before it", { kind: "reset" }],
  ["answers 500 before it", { kind: "status", status: 500 }],
  ["answers with a web page instead", { kind: "html" }],
  ["hangs instead", { kind: "hang" }],
])("a customer is made by a second call, after the quarantine, when Dojo %s", async (_, fault) => {
  const shopper = await newShopper();
  await emulator.faults([{ ...create, ...fault }]);
  const calls = await emulator.callsDuring(() => ensureDojoCustomer(shopper));
  expect(await customersOf(shopper)).toEqual([(await claimOf(shopper)).customerId]);
  const made = calls.filter(({ operationId }) => operationId === "Customers_Create");
  expect(made).toHaveLength(2);
  const [first, second] = made.map(({ at }) => Date.parse(at));
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(2_000);
  // The look that said "absent" began after the quarantine.
  const lastLook = calls.findLast(({ operationId }) => operationId === "Customers_Search");
  expect(Date.parse(lastLook?.at ?? "") - (first ?? 0)).toBeGreaterThanOrEqual(2_000);
  expect(count(calls, "Customers_Search")).toBeLessThanOrEqual(8);
});

test("a customer that comes later than the quarantine is spare, and swept", async () => {
  const shopper = await newShopper();
  await emulator.faults([{ ...create, kind: "status", status: 504, commitAfterMs: 3_500 }]);
  const linked = await ensureDojoCustomer(shopper);
  await expect.poll(() => customersOf(shopper), { timeout: 5_000 }).toHaveLength(2);
  expect(await sweepCustomers()).toMatchObject({ deleted: 0 });
  expect(await customersOf(shopper)).toHaveLength(2);
  const { youngMs } = auditTimes;
  auditTimes.youngMs = 0;
  expect(await sweepCustomers()).toMatchObject({ deleted: 1, kept: 0, complete: true });
  auditTimes.youngMs = youngMs;
  expect(await customersOf(shopper)).toEqual([linked]);
  expect(await ensureDojoCustomer(shopper)).toBe(linked);
});

describe("an answer about another customer", () => {
  test("that nobody has is noticed when it is opened, and ours is found", async () => {
    const shopper = await newShopper();
    await emulator.faults([{ ...create, kind: "wrongId" }]);
    const calls = await emulator.callsDuring(async () =>
      expect(await openCustomer(shopper)).toMatchObject({
        id: (await customersOf(shopper))[0],
        remade: true,
      }),
    );
    expect(count(calls, "Customers_Create")).toBe(1);
    expect(await customersOf(shopper)).toEqual([(await claimOf(shopper)).customerId]);
  });

  test("who is another shopper's is not taken", async () => {
    const other = await ensureDojoCustomer(await newShopper());
    const shopper = await newShopper();
    await emulator.faults([{ ...create, kind: "wrongId", value: other }]);
    const mine = await ensureDojoCustomer(shopper);
    expect(mine).not.toBe(other);
    expect(await customersOf(shopper)).toEqual([mine]);
  });
});

describe("details that Dojo refuses", () => {
  const refused = { ...create, kind: "status", status: 400 };
  const sent = (calls: Awaited<ReturnType<typeof emulator.callsDuring>>) =>
    calls.map(({ operationId, request }) => [operationId, Object.keys(request ?? {})]);

  test.each([
    [1, ["emailAddress", "vatNumber"]],
    [2, ["vatNumber"]],
  ])("%i times are left out", async (times, fields) => {
    const shopper = await newShopper();
    await emulator.faults([{ ...refused, times }]);
    const calls = await emulator.callsDuring(async () =>
      expect(await ensureDojoCustomer(shopper)).toMatch(/^cust_/),
    );
    expect(sent(calls)).toHaveLength(times + 1);
    expect(sent(calls).at(-1)).toEqual(["Customers_Create", fields]);
    expect((await claimOf(shopper)).tellAt).toBeNull();
  });

  test("even so end in the refusal, and the next try is free", async () => {
    const shopper = await newShopper();
    await emulator.faults([{ ...refused, times: 3 }]);
    const calls = await emulator.callsDuring(() =>
      expect(ensureDojoCustomer(shopper)).rejects.toMatchObject({ kind: "refused" }),
    );
    expect(sent(calls)).toHaveLength(3);
    const again = await emulator.callsDuring(() => ensureDojoCustomer(shopper));
    expect(sent(again)).toEqual([["Customers_Create", ["name", "emailAddress", "vatNumber"]]]);
  });

  test("after an unknown outcome are not sent again with less", async () => {
    const shopper = await newShopper();
    await emulator.faults([
      { ...create, kind: "status", status: 400 },
      { ...create, kind: "reset", phase: "after" },
    ]);
    const calls = await emulator.callsDuring(() => ensureDojoCustomer(shopper));
    expect(count(calls, "Customers_Create")).toBe(2);
    expect(await customersOf(shopper)).toHaveLength(1);
  });
});

test("nobody's claim is left open", async () => {
  expect(await db().dojoCustomer.count({ where: { state: { not: "READY" } } })).toBe(0);
});
