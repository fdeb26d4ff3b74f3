import { findCardByToken } from "../../cards";
import { invalidField, Refusal } from "../../errors";
import { faultList } from "../../faults/schema";
import { readBody } from "../../validate";
import type { World } from "../../world";
import { advanceClock, controlCancel, redeliver, resetAll } from "../actions";
import { controlPay } from "../pay";
import { portalRefund } from "../portal-refund";
import { portalRefundBody } from "../schema";

type Action = (world: World, form: URLSearchParams) => void;

/** What the page's forms do, by the last part of their address; the JSON calls do the same. */
export const ACTIONS: Record<string, Action> = {
  clock: (world, form) => advanceClock(world, readMinutes(form) * 60_000),
  pay: (world, form) => void controlPay(world, readPayment(form)),
  cancel: (world, form) => void controlCancel(world, form.get("id") ?? ""),
  refund: (world, form) => void portalRefund(world, readRefund(form)),
  redeliver: (world, form) => redeliver(world, form.get("id") ?? ""),
  faults: ({ faults }, form) => faults.replace(readBody(faultList, form.get("faults")?.trim() || "[]")),
  "clear-faults": ({ faults }) => faults.replace([]),
  reset: resetAll,
};

function readMinutes(form: URLSearchParams): number {
  const typed = (form.get("minutes") ?? "").trim();
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  throw invalidField("minutes", "Give whole minutes, 1 or more.");
}

/** A saved card by its id, a test card by its token; without either the approved test card. */
function readPayment(form: URLSearchParams) {
  const paymentIntentId = form.get("id") ?? "";
  const saveCard = form.has("saveCard");
  const chosen = form.get("card");
  if (chosen === null) return { paymentIntentId, saveCard };
  if (chosen.startsWith("pm_")) return { paymentIntentId, paymentMethodId: chosen };
  const card = findCardByToken(chosen);
  if (!card) throw new Refusal(400, "There is no such card.");
  return { paymentIntentId, saveCard, card: card.number };
}

function readRefund(form: URLSearchParams) {
  const asked = { paymentIntentId: form.get("id"), amount: (form.get("amount") ?? "").trim() };
  return readBody(portalRefundBody, JSON.stringify(asked));
}
