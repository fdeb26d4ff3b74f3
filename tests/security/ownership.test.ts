import { beforeAll, describe, expect, test } from "vitest";
import { emulatorControl } from "../setup/emulator-control";
import { setting } from "../setup/setting";
import { type Line, matrix, type Victim } from "./ownership/matrix";
import { routeTree } from "./ownership/route-tree";
import { addToBasket, buy, lastOrder, type Person, pressPay, signInAt, signUp } from "./support/people";
import { query } from "./support/query";
import { type Answer, action, type Visitor, visitor } from "./support/visitor";

const address = { name: "Victoria Marker", line1: "77 Marker Lane", city: "Markerton", postcode: "MK7 7MK" };
let victim: Victim;
let other: Person;

beforeAll(async () => {
  const person = await signUp("Victoria Marker");
  await person.act(action("saveAddressAction"), address);
  const paid = await buy(person);
  await addToBasket(person);
  await pressPay(person);
  const { customers, paymentMethods } = await emulatorControl().state();
  const own = customers.find(({ emailAddress }) => emailAddress === person.email);
  const cardId = paymentMethods.find(({ customerId }) => customerId === own?.id)?.id;
  if (!cardId) throw new Error("the victim has no saved card");
  victim = { ...person, paid, unpaid: await lastOrder(person), cardId };
  other = await signUp("Otto Other");
  await addToBasket(other);
}, 60_000);

/** What is theirs, but for what the worker and the return page may mirror from Dojo. */
async function things({ id }: Victim): Promise<unknown[]> {
  return Promise.all([
    query(`SELECT * FROM "User" WHERE id = $1`, [id]),
    query(
      `SELECT number, status, closing, "totalMinor", "receiptSentAt" FROM "Order" WHERE "userId" = $1 ORDER BY 1`,
      [id],
    ),
    query(
      `SELECT reference, state, "intentId" FROM "PaymentAttempt" WHERE "orderId" IN (SELECT id FROM "Order" WHERE "userId" = $1) ORDER BY 1`,
      [id],
    ),
    query(
      `SELECT "productId", quantity FROM "BasketLine" WHERE "basketId" IN (SELECT id FROM "Basket" WHERE "userId" = $1) ORDER BY 1`,
      [id],
    ),
    query(`SELECT "customerId", state FROM "DojoCustomer" WHERE "userId" = $1`, [id]),
    query(`SELECT * FROM "PasswordReset" WHERE "userId" = $1`, [id]),
  ]);
}

/** What the request itself named may be said again; the rest tells of the victim. */
function expectNothingOfTheirs({ text }: Answer, line: Line) {
  const ids = line.for === "owner" ? [] : [victim.unpaid.number, victim.cardId];
  const email = line.namesEmail ? [] : [victim.email];
  const found = [...email, victim.name, "Marker Lane", "MK7 7MK", ...ids].filter((it) => text.includes(it));
  expect(found).toEqual([]);
}

function expectSignIn({ status, goesTo }: Answer) {
  // React's client is told where to go in a header, beside what is there.
  expect([200, 303, 307]).toContain(status);
  expect(goesTo).toMatch(/^(https?:\/\/[^/]+)?\/sign-in\?callbackUrl=/);
}

async function tryLine(line: Line, stranger: Visitor, another: Visitor) {
  const asStranger = await line.ask(stranger, victim);
  const asAnother = await line.ask(another, victim);
  expect(asStranger.status).toBeLessThan(500);
  expect(asAnother.status).toBeLessThan(500);
  expectNothingOfTheirs(asStranger, line);
  expectNothingOfTheirs(asAnother, line);
  if (line.for !== "anyone") expectSignIn(asStranger);
  if (line.for !== "owner") return;
  if (line.refusal) expect(asAnother.goesTo).toContain(line.refusal.goesTo);
  else expect(asAnother.status).toBe(404);
}

describe.each([
  ["28. Orders, cards, baskets and accounts are their owner's alone", "SHOP_URL"],
  ["2. Without proxy.ts every decision is the same", "BARE_SHOP_URL"],
])("%s", (_, address) => {
  let mallory: Person;
  beforeAll(async () => {
    mallory = address === "SHOP_URL" ? other : await signInAt(setting(address), other);
  });

  test.each(Object.keys(matrix))("%s", async (name) => {
    const line = matrix[name];
    if (!line) throw new Error(`${name} has no line`);
    const before = await things(victim);
    await tryLine(line, visitor(setting(address)), mallory);
    expect(await things(victim)).toEqual(before);
  });
});

describe("28. The matrix of owners is complete", () => {
  test("every page, action and route of app/ has a line", () => {
    expect(routeTree().sort()).toEqual(Object.keys(matrix).sort());
  });

  test("and can fail: what an action is sent does arrive", async () => {
    await other.act(action("app/basket/actions.ts addToBasketAction"), { slug: "bud-vase", quantity: "3" });
    const lines = await query(
      `SELECT quantity FROM "BasketLine" JOIN "Basket" b ON b.id = "basketId" WHERE "userId" = $1 AND "productId" = 'bud-vase'`,
      [other.id],
    );
    expect(lines).toEqual([{ quantity: 3 }]);
  });

  test("and can fail: the owner does get in, and sees what is theirs", async () => {
    const pages = ["GET /account", "GET /orders", "GET /account/cards", "GET /orders/[number]"] as const;
    const markers = [victim.email, victim.unpaid.number, victim.cardId, `Order ${victim.unpaid.number}`];
    for (const [index, name] of pages.entries()) {
      const answer = await matrix[name]?.ask(victim, victim);
      expect(answer?.status, name).toBe(200);
      expect(answer?.text.includes(markers[index] ?? "none"), name).toBe(true);
    }
    const paid = await matrix["POST /orders/[number]/pay"]?.ask(victim, victim);
    expect(paid?.goesTo).toContain(setting("EMULATOR_URL"));
  });
});
