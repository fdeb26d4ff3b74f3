import { findCardByNumber, isExpired, passesLuhn, readExpiry, schemeName } from "../cards";
import { type Instrument, savedInstrument } from "../payments/instrument";
import type { World } from "../world";
import type { Access } from "./access";
import { AMEX_CODE, RULES } from "./rules";

/** What the shopper typed; the security code is never among what a page shows again. */
export type Typed = {
  /** A saved card's id, or "new". */
  method: string;
  cardNumber: string;
  expiry: string;
  cardName: string;
  save: boolean;
};

export const EMPTY: Typed = { method: "new", cardNumber: "", expiry: "", cardName: "", save: false };

export type Field = "method" | "cardNumber" | "expiry" | "securityCode" | "cardName";
export type Errors = Partial<Record<Field, string>>;

type Read =
  | { ok: true; instrument: Instrument; securityCode: string; save: boolean }
  | { ok: false; errors: Errors };

export const UNLISTED =
  "This number is not one of the test cards. They are listed under “Test cards” on this page.";

/** The posted fields as typed; without saved cards on the page there is no choice to make. */
export function readTyped(form: URLSearchParams): Typed {
  const text = (name: string) => (form.get(name) ?? "").slice(0, 200);
  return {
    method: text("method") || "new",
    cardNumber: text("cardNumber"),
    expiry: text("expiry"),
    cardName: text("cardName"),
    save: form.has("saveCard"),
  };
}

/** Checks only the fields of the chosen way to pay: with a saved card the new-card fields may stay empty. */
export function readPayment(world: World, access: Access, typed: Typed, form: URLSearchParams): Read {
  const errors: Errors = {};
  const instrument =
    typed.method === "new" && access.newCard
      ? readNewCard(world, typed, errors)
      : readSavedCard(world, access, typed, errors);
  const securityCode = (form.get("securityCode") ?? "").trim();
  const amex = instrument?.card.scheme === "AMEX";
  const length = amex ? 4 : 3;
  const { empty, wrong, pattern } = RULES.securityCode;
  const wellFormed = pattern.test(securityCode) && (!instrument || securityCode.length === length);
  if (securityCode === "") errors.securityCode = empty;
  else if (!wellFormed) errors.securityCode = amex ? AMEX_CODE : wrong;
  if (!instrument || Object.keys(errors).length > 0) return { ok: false, errors: inPageOrder(errors) };
  return { ok: true, instrument, securityCode, save: typed.method === "new" && typed.save && access.maySave };
}

function inPageOrder({ method, cardNumber, expiry, securityCode, cardName }: Errors): Errors {
  const all = { method, cardNumber, expiry, securityCode, cardName };
  return Object.fromEntries(Object.entries(all).filter(([, message]) => message !== undefined));
}

function readNewCard(world: World, typed: Typed, errors: Errors): Instrument | undefined {
  const number = typed.cardNumber.replace(/[\s-]/g, "");
  const card = findCardByNumber(number);
  if (number === "") errors.cardNumber = RULES.cardNumber.empty;
  else if (!RULES.cardNumber.pattern.test(number) || !passesLuhn(number)) {
    errors.cardNumber = RULES.cardNumber.wrong;
  } else if (!card) errors.cardNumber = UNLISTED;
  else if (!world.settings.cardSchemes.includes(card.scheme)) {
    errors.cardNumber = `${schemeName(card.scheme)} cards are not accepted here.`;
  }

  const expiryDate = readExpiry(typed.expiry);
  if (typed.expiry.trim() === "") errors.expiry = RULES.expiry.empty;
  else if (expiryDate === undefined) errors.expiry = RULES.expiry.wrong;
  else if (isExpired(expiryDate, world.clock.now())) errors.expiry = RULES.expiry.past;

  const name = typed.cardName.trim();
  if (name === "") errors.cardName = RULES.cardName.empty;
  else if (!RULES.cardName.pattern.test(name)) errors.cardName = RULES.cardName.wrong;
  return card && expiryDate ? { card, expiryDate, name } : undefined;
}

function readSavedCard(world: World, access: Access, typed: Typed, errors: Errors): Instrument | undefined {
  const saved = access.savedCards.find((each) => each.id === typed.method);
  const instrument = saved && savedInstrument(saved);
  if (!instrument) errors.method = "This card is no longer available. Choose another way to pay.";
  else if (isExpired(instrument.expiryDate, world.clock.now())) {
    errors.method = "This card has expired. Choose another way to pay.";
  } else if (!world.settings.cardSchemes.includes(instrument.card.scheme)) {
    errors.method = `${schemeName(instrument.card.scheme)} cards are not accepted here. Choose another way to pay.`;
  }
  return instrument;
}
