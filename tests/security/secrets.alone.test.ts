import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digitsOfCard, leaksIn, leaksInDatabase, leaksInFiles, notedCanaries } from "../setup/canaries";
import { emulatorControl } from "../setup/emulator-control";
import { setting } from "../setup/setting";
import { openDojoStub } from "./support/dojo-stub";
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
import { type Answer, action, visitor } from "./support/visitor";

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
  await person.act(action("cancelOrderAction"), { number });
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

describe("40. Of a card nothing but the last four digits is kept or shown, though Dojo told them all", () => {
  const numbers = ["5378204691735022", "4917386205194720"];
  const digits = numbers.flatMap(digitsOfCard);

  test("in the list of cards, and in what it says of a refusal", async () => {
    const dojo = await openDojoStub();
    const shopper = await signUp(undefined, setting("STUBBED_SHOP_URL"));
    await addToBasket(shopper);
    const told: Answer[] = [await pressPay(shopper)];
    dojo.bend = ({ method, path }, reply) => {
      if (path.endsWith("/payment-methods")) return { ...reply, text: listOf(reply.text) };
      const refused = { title: `No ${numbers[0]}`, detail: numbers.join(), errors: { card: numbers } };
      const isCreate = method === "POST" && path === "/payment-intents";
      return isCreate ? { status: 400, text: JSON.stringify(refused) } : reply;
    };
    for (const path of ["/account/cards", "/checkout", "/orders", "/account"])
      told.push(await shopper.get(path));
    told.push(await pressPay(shopper));
    await dojo.close();
    for (const number of numbers) expect(told.some(({ text }) => text.includes(number.slice(-4)))).toBe(true);
    expect(told.flatMap(({ text }) => leaksIn("an answer", text, digits))).toEqual([]);
    expect(leaksInFiles(join(setting("TEST_DATA_DIR"), "logs"), digits).leaks).toEqual([]);
    expect((await leaksInDatabase((text) => query(text), digits)).leaks).toEqual([]);
  });

  test("and can fail: no two cards share eight digits, and any eight of one are found", () => {
    expect(new Set(digits.map(({ pattern }) => pattern.source)).size).toBe(digits.length);
    for (const number of numbers)
      for (const place of [0, 1, 2, 3, 4])
        expect(leaksIn("x", `x${number.slice(place, place + 8)}x`, digits)).toHaveLength(1);
  });

  function listOf(text: string): string {
    const saved = numbers.map((pan, at) => ({
      id: `pm_canary_${at}`,
      cardDetails: { pan, expiryDate: "2031-12-31", scheme: at === 0 ? "MASTERCARD" : "VISA" },
    }));
    return JSON.stringify({ ...JSON.parse(text), savedPaymentMethods: saved });
  }
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

  test("the link of an order that is paid or over is wiped", async () => {
    const over = await query<{ status: string; links: number }>(
      `SELECT o.status::text, count(a."sealedLink")::int AS links FROM "PaymentAttempt" a
       JOIN "Order" o ON o.id = a."orderId" WHERE o."userId" = $1 GROUP BY 1 ORDER BY 1`,
      [person.id],
    );
    expect(over).toEqual([
      { status: "CANCELLED", links: 0 },
      { status: "PAID", links: 0 },
    ]);
  });
});
