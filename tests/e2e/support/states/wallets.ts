import type { Page } from "@playwright/test";
import { query } from "../shop";
import { type Person, signedIn } from "./people";
import { saveCard, saveVisa, testCards, thisMonth } from "./purchases";

async function one(page: Page): Promise<Person> {
  const person = await signedIn(page);
  await saveCard(page, person, testCards.mastercard);
  return person;
}

/** Shoppers by what they saved at Dojo. Each is new, and signed in on `page`. */
export const wallets = {
  none: (page: Page) => signedIn(page),
  one,
  many: async (page: Page) => {
    const person = await one(page);
    await saveCard(page, person, testCards.older);
    await saveVisa(page, person);
    return person;
  },
  lookAlikes: async (page: Page) => {
    const person = await one(page);
    await saveCard(page, person, { ...testCards.mastercard, expiry: "03/31" });
    return person;
  },
  /** Its preferred card is good to the end of this month. */
  endsThisMonth: async (page: Page) => {
    const person = await signedIn(page);
    await saveCard(page, person, { ...testCards.older, expiry: thisMonth() });
    return person;
  },
  preferredGone: async (page: Page) => {
    const person = await one(page);
    await query(
      `UPDATE "User" SET "preferredCardId" = 'pm_gone', "preferredDecidedAt" = now() WHERE id = $1`,
      [person.id],
    );
    return person;
  },
};
