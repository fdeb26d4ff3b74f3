import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { CASES, holdsForAll, LONGEST_MS } from "../setup/fuzz";
import { meanCookies, meanFields, meanHeaderValue, meanPath } from "../setup/mean-input";
import { addToBasket, type Person, pressPay, signUp } from "./support/people";
import { sendRaw } from "./support/raw";
import { action, visitor } from "./support/visitor";
import { signatureOf, WEBHOOK } from "./support/webhooks";

const AT_ONCE = 5;
/** A whole page answers each of them. */
const ONE_IN = 5;
vi.setConfig({ testTimeout: LONGEST_MS });

let person: Person;
beforeAll(async () => {
  person = await signUp();
});

/** The parsers by themselves get all cases (tests/unit/fuzz); here it is the whole shop that must not fail. */
async function neverFails<T>(input: fc.Arbitrary<T>, send: (value: T) => Promise<{ status: number }>) {
  const batch = fc.array(input, { minLength: AT_ONCE, maxLength: AT_ONCE });
  const check = async (values: T[]) => {
    const answers = await Promise.all(values.map(send));
    const failed = values.filter((_, at) => (answers[at]?.status ?? 500) >= 500);
    expect(failed.map((value) => JSON.stringify(value))).toEqual([]);
  };
  await holdsForAll(batch, check, Math.ceil(CASES / ONE_IN / AT_ONCE));
}

describe("52. Nonsense in addresses, cookies, headers and forms is answered, never with a failure", () => {
  test("addresses", () =>
    neverFails(
      meanPath(
        "/orders/100001",
        "/products/harbour-mug",
        "/checkout/return?order=a&cancelled=1",
        "/sign-in?callbackUrl=/",
      ),
      (path) => sendRaw(path, { headers: { cookie: person.cookies() } }),
    ));

  test.each(["/products/%00", "/orders/%00", "/orders/1%27%20or%201", "/checkout/return?order=%00"])(
    "%s finds nothing",
    async (path) => expect((await person.get(path)).status).toBe(404),
  );

  test("cookies", () => {
    const known = Object.fromEntries([...person.jar]);
    const port = new URL(person.shopUrl).port;
    const names = ["session", "basket", "csrf", "callback", "news", "draft", "known"];
    const all = Object.fromEntries(names.map((name) => [`__Host-${name}-${port}`, "x"]));
    return neverFails(meanCookies({ ...all, ...known }), (cookie) =>
      sendRaw("/sign-in", { headers: { cookie } }),
    );
  });

  test("webhooks", () =>
    neverFails(fc.tuple(meanHeaderValue(signatureOf("{}")), fc.string()), ([header, body]) =>
      sendRaw(WEBHOOK, {
        method: "POST",
        body,
        headers: { "dojo-signature": header, "content-length": Buffer.byteLength(body) },
      }),
    ));

  test.each<[string, Record<string, string>]>([
    ["signInAction", { email: "a@example.com", password: "x" }],
    ["addToBasketAction", { slug: "harbour-mug", quantity: "1" }],
    ["saveAddressAction", { name: "A", line1: "1", city: "B", postcode: "SW1A 1AA", callbackUrl: "/" }],
    ["saveDetailsAction", { name: "A", email: "a@example.com", whose: "x" }],
    ["makePreferredAction", { card: "pm_1" }],
    ["cancelOrderAction", { number: "100001" }],
    ["resetPasswordAction", { token: "A".repeat(43), newPassword: "another long secret" }],
  ])("the form of %s", (name, known) =>
    neverFails(meanFields(known), (fields) => {
      const form = new FormData();
      for (const [field, value] of fields) form.append(field, value);
      return person.act(action(name), form);
    }),
  );

  test("the pay form", () =>
    neverFails(
      meanFields({
        clickToken: "A".repeat(22),
        shownTotal: "2195",
        shownAddress: "none",
        card: "new",
        sealedCards: "a.b",
      }),
      (fields) =>
        person.send("/checkout/pay", {
          method: "POST",
          body: new URLSearchParams(fields.map(([a, b]) => [a, b])),
        }),
    ));

  test("an empty basket at the till is said", async () => {
    const nobody = await signUp();
    const answer = await pressPay(nobody, { clickToken: "A".repeat(22), shownTotal: "395" });
    expect(answer.goesTo).toContain("problem=empty-basket");
    await addToBasket(nobody);
    expect((await visitor().get("/basket")).text).toContain("Your basket is empty");
  });
});
