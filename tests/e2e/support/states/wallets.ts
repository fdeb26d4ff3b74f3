import type { Page } from "@playwright/test";
import { emulatorControl } from "../../../setup/emulator-control";
import { query } from "../shop";
import { type Person, signedIn } from "./people";
import { saveCard, saveVisa, testCards, thisMonth } from "./purchases";

async function one(page: Page, card = testCards.mastercard): Promise<Person> {
  const person = await signedIn(page);
  await saveCard(page, person, card);
  await prefer(person, await onlyCardOf(person));
  return person;
}

async function prefer({ id }: Person, cardId: string): Promise<void> {
  await query(`UPDATE "User" SET "preferredCardId" = $2, "preferredDecidedAt" = now() WHERE id = $1`, [
    id,
    cardId,
  ]);
}

async function onlyCardOf({ id }: Person): Promise<string> {
  const [link] = await query<{ customerId: string }>(
    `SELECT "customerId" FROM "DojoCustomer" WHERE "userId" = $1`,
    [id],
  );
  const { paymentMethods } = await emulatorControl().state();
  const card = paymentMethods.find(({ customerId }) => customerId === link?.customerId);
  if (!card) throw new Error("no card was saved");
  return card.id;
}

/** Shoppers by what they saved at Dojo. Each is new, and signed in on `page`. */
export const wallets = {
  none: (page: Page) => signedIn(page),
  one: (page: Page) => one(page),
  many: async (page: Page) => {
    const person = await one(page);
    await saveCard(page, person, testCards.older);
    await saveVisa(page, person);
    return person;
  },
  /** More than fit on one screen. */
  dozen: async (page: Page) => {
    const person = await one(page);
    for (let year = 28; year < 39; year += 1)
      await saveCard(page, person, { ...testCards.older, expiry: `06/${year}` });
    return person;
  },
  lookAlikes: async (page: Page) => {
    const person = await one(page);
    await saveCard(page, person, { ...testCards.mastercard, expiry: "03/31" });
    return person;
  },
  /** Its preferred card is good to the end of this month. */
  endsThisMonth: (page: Page) => one(page, { ...testCards.older, expiry: thisMonth() }),
  preferredGone: async (page: Page) => {
    const person = await one(page);
    await prefer(person, "pm_gone");
    return person;
  },
};
