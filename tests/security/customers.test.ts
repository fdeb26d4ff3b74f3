import { beforeAll, describe, expect, test } from "vitest";
import { emulatorControl } from "../setup/emulator-control";
import { addToBasket, buy, lastOrder, type Person, password, pressPay, signUp } from "./support/people";
import { query } from "./support/query";
import { action } from "./support/visitor";

const emulator = emulatorControl();

async function customerOf({ id }: Person) {
  const [row] = await query<{ customerId: string }>(
    `SELECT "customerId" FROM "DojoCustomer" WHERE "userId" = $1 AND state = 'READY'`,
    [id],
  );
  return row?.customerId;
}

const saveDetails = (who: Person, email: string) =>
  who.act(action("saveDetailsAction"), { name: who.name, email, currentPassword: password });

/** What the shop told Dojo to charge this person's last order to. */
async function askedOf(who: Person, press: () => Promise<unknown>) {
  const calls = await emulator.callsDuring(press);
  const { intentId } = await lastOrder(who);
  const made = calls.find(
    ({ operationId, response }) =>
      operationId === "PaymentIntents_CreatePaymentIntent" && response?.id === intentId,
  );
  return made?.request?.customer as { id: string } | undefined;
}

describe("34. A shopper's Dojo customer is found by their own account, never by email, and no form can name another", () => {
  let victim: Person;
  let mallory: Person;
  let victims: string | undefined;
  beforeAll(async () => {
    victim = await signUp("Victoria");
    mallory = await signUp("Mallory");
    await buy(victim);
    victims = await customerOf(victim);
  });

  test("a taken email cannot be taken over, and one given up brings no cards along", async () => {
    expect(victims).toBeTruthy();
    expect((await saveDetails(mallory, victim.email)).goesTo).toBeNull();
    expect((await saveDetails(victim, `new-${victim.email}`)).goesTo).toContain("/account");
    expect((await saveDetails(mallory, victim.email)).goesTo).toContain("/account");
    await addToBasket(mallory);
    const asked = await askedOf(mallory, () => pressPay(mallory));
    expect(asked?.id).toBe(await customerOf(mallory));
    expect(asked?.id).not.toBe(victims);
    expect((await mallory.get("/account/cards")).text).not.toContain("ending");
    expect(await customerOf(victim)).toBe(victims);
    expect((await victim.get("/account/cards")).text).toContain("ending");
  });

  test("a customer, or a card, that a form names is ignored or refused", async () => {
    const { paymentMethods } = await emulator.state();
    const card = paymentMethods.find(({ customerId }) => customerId === victims)?.id ?? "";
    expect(card).not.toBe("");
    const other = await signUp("Otto");
    await addToBasket(other);
    const forged = {
      customerId: String(victims),
      customer: String(victims),
      userId: victim.id,
      savedCardId: card,
    };
    expect((await pressPay(other, { ...forged, card })).goesTo).toContain("problem=card-unknown");
    const asked = await askedOf(other, () => pressPay(other, forged));
    expect(asked?.id).toBe(await customerOf(other));
    expect(asked?.id).not.toBe(victims);
    expect(asked).not.toHaveProperty("savedCardId");
  });
});
