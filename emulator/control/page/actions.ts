import { findCardByToken } from "../../cards";
import { Refusal } from "../../errors";
import { faultList } from "../../faults/schema";
import { captureIntent } from "../../payments/capture";
import { chargeIntent } from "../../payments/charge";
import { isPending } from "../../payments/pending";
import { reverseIntent } from "../../payments/reverse";
import { findIntent } from "../../routes/payment-intents";
import { readBody } from "../../validate";
import type { World } from "../../world";
import { advanceClock, controlCancel, redeliver, resetAll } from "../actions";
import { controlAuthorizeSetup, controlPay } from "../pay";
import { portalRefund } from "../portal-refund";
import type { Done, DoneCode } from "./done";
import { minorUnits } from "./intent-actions";

type Action = (world: World, form: URLSearchParams) => Done;

/** What the page's forms do, by the last part of their address; the API and the JSON calls do the same. */
export const ACTIONS: Record<string, Action> = {
  clock: (world, form) => {
    advanceClock(world, readMinutes(form) * 60_000);
    return { code: "moved" };
  },
  pay: (world, form) => {
    const intent = controlPay(world, readPayment(form));
    const unpaid = isPending(world, intent) ? "waiting" : "declined";
    return { code: intent.status === "Created" ? unpaid : "paid", id: intent.id };
  },
  cancel: (world, form) => about("cancelled", controlCancel(world, idOf(form))),
  capture: (world, form) => {
    const intent = findIntent(world, idOf(form));
    captureIntent(world, intent, { amount: readAmount(world, form) });
    return about("captured", intent);
  },
  release: (world, form) => about("released", reverseIntent(world, findIntent(world, idOf(form))).intent),
  charge: (world, form) => {
    const { intent, paid } = world.store.write(() => chargeIntent(world, findIntent(world, idOf(form))));
    return about(paid ? "charged" : "declined", intent);
  },
  refund: (world, form) =>
    about("refunded", portalRefund(world, { paymentIntentId: idOf(form), amount: readAmount(world, form) })),
  "authorize-setup": (world, form) => {
    const setup = controlAuthorizeSetup(world, { setupIntentId: idOf(form), card: readTestCard(form) });
    return about(setup.status === "Created" ? "cardDeclined" : "cardEntered", setup);
  },
  redeliver: (world, form) => {
    redeliver(world, idOf(form));
    return { code: "redelivered", id: idOf(form) };
  },
  faults: ({ faults }, form) => {
    faults.replace(readRules(form));
    return { code: "faultsSet" };
  },
  "clear-faults": ({ faults }) => {
    faults.replace([]);
    return { code: "faultsCleared" };
  },
  reset: (world) => {
    resetAll(world);
    return { code: "reset" };
  },
};

function about(code: DoneCode, { id }: { id: string }): Done {
  return { code, id };
}

function idOf(form: URLSearchParams): string {
  return form.get("id") ?? "";
}

function readMinutes(form: URLSearchParams): number {
  const typed = (form.get("minutes") ?? "").trim();
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  throw new Refusal(400, "Give whole minutes, 1 or more.");
}

/** Minor units. A typed `12.34` is answered with what was probably meant. */
function readAmount(world: World, form: URLSearchParams): number {
  const typed = (form.get("amount") ?? "").trim();
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  const [, whole, rest = ""] = /^(\d{1,7})[.,](\d{1,2})$/.exec(typed) ?? [];
  const meant = whole === undefined ? 0 : Number(whole) * 100 + Number(rest.padEnd(2, "0"));
  const { totalAmount } = findIntent(world, idOf(form));
  const units = minorUnits(totalAmount.currencyCode);
  throw new Refusal(400, `Give whole ${units}, for example ${meant || totalAmount.value}.`);
}

/** A saved card by its id, a test card by its token; without either the approved test card. */
function readPayment(form: URLSearchParams) {
  const paymentIntentId = idOf(form);
  const chosen = form.get("card") ?? "";
  if (chosen.startsWith("pm_")) return { paymentIntentId, paymentMethodId: chosen };
  return { paymentIntentId, saveCard: form.has("saveCard"), card: readTestCard(form) };
}

function readTestCard(form: URLSearchParams): string | undefined {
  const token = form.get("card");
  if (token === null) return undefined;
  const card = findCardByToken(token);
  if (!card) throw new Refusal(400, "There is no such card.");
  return card.number;
}

/** Named as the page names them: the schema's own words would speak of a body that nobody sees. */
function readRules(form: URLSearchParams) {
  const typed = form.get("faults")?.trim() || "[]";
  try {
    JSON.parse(typed);
  } catch (error) {
    throw new Refusal(400, `The rules are not valid JSON: ${(error as SyntaxError).message}.`);
  }
  try {
    return readBody(faultList, typed);
  } catch (error) {
    if (!(error instanceof Refusal) || !error.errors) throw error;
    const named = Object.entries(error.errors).map(([field, messages]) => [
      field === "$" ? "Rules" : `Rules${field}`,
      messages,
    ]);
    throw new Refusal(400, error.detail, Object.fromEntries(named));
  }
}
