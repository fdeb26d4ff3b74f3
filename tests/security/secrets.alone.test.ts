import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { leaksIn, leaksInDatabase, leaksInFiles, notedCanaries } from "../setup/canaries";
import { emulatorControl } from "../setup/emulator-control";
import { setting } from "../setup/setting";
import {
  addToBasket,
  buy,
  lastOrder,
  type Person,
  password,
  pressPay,
  signIn,
  signUp,
} from "./support/people";
import { query } from "./support/query";
import { type Answer, visitor } from "./support/visitor";

const canaries = notedCanaries([password, "a wrong password of mine"]);
const emulator = emulatorControl();
let person: Person;
const pages: Answer[] = [];

/** A shopper's whole way, with whatever can go wrong at Dojo on it. */
beforeAll(async () => {
  person = await signUp();
  await signIn(visitor(), person.email, "a wrong password of mine");
  await buy(person);
  for (const kind of ["status", "truncate", "wrongAmount"]) {
    await addToBasket(person, "tea-bowl");
    const fault = {
      operation: "PaymentIntents_CreatePaymentIntent",
      kind,
      ...(kind === "status" && { status: 500 }),
    };
    await emulator.faults([fault]);
    pages.push(await pressPay(person));
    await emulator.clearFaults();
  }
  pages.push(await pressPay(person));
  await emulator.faults([{ operation: "Customers_CreateCustomerSecret", kind: "status", status: 401 }]);
  pages.push(await person.get("/checkout"));
  await emulator.clearFaults();
  const { id, number } = await lastOrder(person);
  for (const path of [
    "/checkout",
    "/orders",
    `/orders/${number}`,
    "/account/cards",
    `/checkout/return?order=${id}`,
  ])
    pages.push(await person.get(path));
}, 120_000);

afterAll(() => emulator.clearFaults());

describe("40. No key, secret, session, password or card number is written anywhere, whatever goes wrong", () => {
  test("not to the logs of the shop and the worker", () => {
    const { files, leaks } = leaksInFiles(join(setting("TEST_DATA_DIR"), "logs"), canaries);
    expect(files).toBeGreaterThan(2);
    expect(leaks).toEqual([]);
  });

  test("not into a page", () => {
    expect(pages.flatMap(({ text }) => leaksIn("a page", text, canaries))).toEqual([]);
  });

  test("not into a file for browsers", () => {
    const { files, leaks } = leaksInFiles(join(setting("TEST_DIST_DIR"), "static"), canaries);
    expect(files).toBeGreaterThan(5);
    expect(leaks).toEqual([]);
  });

  test("and what looks for them finds one that is there", () => {
    const { goesTo } = pages.find(({ goesTo }) => goesTo?.includes("csc=")) ?? {};
    expect(leaksIn("the 303 to Dojo", goesTo ?? "", canaries)).toContain("a payment link in the 303 to Dojo");
    expect(leaksIn("a line", `x ${setting("TEST_DOJO_API_KEY")} y`, canaries)).toEqual([
      "the API key in a line",
    ]);
    expect(leaksIn("a line", "5200 0000 0000 1005", canaries)).toEqual(["a card number in a line"]);
  });
});

describe("37. A customer's secret is made anew for each use, and kept nowhere", () => {
  test("no row of any table holds one, or a link, a password, a session", async () => {
    const { rows, leaks } = await leaksInDatabase((text) => query(text), canaries);
    expect(rows).toBeGreaterThan(50);
    expect(leaks).toEqual([]);
  });

  test("two looks at the checkout use two secrets", async () => {
    await addToBasket(person);
    const seen = async () =>
      (await emulator.journal()).filter(({ operationId }) => operationId === "Customers_CreateCustomerSecret")
        .length;
    const before = await seen();
    await person.get("/checkout");
    await person.get("/checkout");
    expect(await seen()).toBe(before + 2);
  });

  test("a paid order's link is wiped", async () => {
    const rows = await query<{ sealedLink: string | null }>(
      `SELECT a."sealedLink" FROM "PaymentAttempt" a JOIN "Order" o ON o.id = a."orderId"
       WHERE o."userId" = $1 AND o.status = 'PAID'`,
      [person.id],
    );
    expect(rows).toEqual([{ sealedLink: null }]);
  });
});
