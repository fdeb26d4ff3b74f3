import "server-only";
import { z } from "zod";
import { audit } from "@/lib/audit";
import type { Shopper } from "@/lib/auth/session";
import { adoptFirstCard, storePreferredCard } from "@/lib/cards/prefer-card";
import { rememberWish } from "@/lib/cards/prefer-new-card";
import { chooseCard, NEW_CARD } from "@/lib/checkout/choose-card";
import { closeOrder } from "@/lib/checkout/close-order";
import { type Payment, startPayment } from "@/lib/checkout/start-payment";
import { isDatabaseBusy } from "@/lib/db/client";
import { DojoError } from "@/lib/dojo/errors";
import { isOpaqueId } from "@/lib/ids";
import { log } from "@/lib/log";
import { findStandingOrder } from "@/lib/orders/find-standing-order";
import { turnedOutPaid } from "@/lib/orders/fit-order";
import { type FreezeProblem, freezeOrder } from "@/lib/orders/freeze-order";
import { pause } from "@/lib/pause";

/** In ms: how long a press waits for another one of the same basket, and between two looks. */
const WAIT_MS = 5_000;
const PAUSE_MS = 60;
/** How often an order that no longer fits is closed for one press. */
const CLOSINGS = 3;

export const checkoutForm = z.object({
  clickToken: z.string().refine(isOpaqueId),
  /** What the button said, in pence: compared with the price of the moment, never charged. */
  shownTotal: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  /** Where the page said it goes, as `addressTag` writes it. */
  shownAddress: z.string().max(100).optional(),
  card: z.string().max(200).optional(),
  sealedCards: z.string().max(20_000).optional(),
  makePreferred: z.literal("on").optional(),
  /** "Pay this once without saved cards", offered when they cannot be opened. */
  withoutSavedCards: z.literal("on").optional(),
});

export type CheckoutProblem =
  | FreezeProblem
  | "card-unknown"
  /** Not as our page sends it. */
  | "unreadable"
  | Extract<Payment, { kind: "problem" }>["problem"];

export type Checkout =
  | { kind: "link"; link: string }
  /** There is nothing to pay here any more: show the order. */
  | { kind: "order"; orderId: string }
  | { kind: "problem"; problem: CheckoutProblem };

/**
 * From the pay button to Dojo's page: choose the card, freeze the order, get its link. Pressing twice, in two tabs
 * or after Back continues the same order. For a returning shopper two calls to Dojo in sequence: secret, intent.
 */
export async function startCheckout(user: Shopper, form: z.infer<typeof checkoutForm>): Promise<Checkout> {
  try {
    return await goToDojo(user, form);
  } catch (error) {
    if (!isDatabaseBusy(error)) throw error;
    log.warn({ userId: user.id, error: String(error) }, "a checkout is to be pressed again");
    return { kind: "problem", problem: "busy" };
  }
}

async function goToDojo(user: Shopper, form: z.infer<typeof checkoutForm>): Promise<Checkout> {
  const withoutCustomer = form.withoutSavedCards !== undefined;
  const choice = await chooseCard(user.id, withoutCustomer ? { card: NEW_CARD } : form);
  if (!choice.ok) return { kind: "problem", problem: choice.problem };
  if (form.makePreferred && choice.savedCardId) await storePreferredCard(user.id, choice.savedCardId);
  else if (choice.adopted) await adoptFirstCard(user.id, choice.adopted);

  const orderId = await freezeFittingOrder(user.id, form.clickToken, form);
  if (typeof orderId !== "string") return orderId;
  await rememberWish(orderId, form.makePreferred !== undefined && choice.savedCardId === undefined);
  const payment = await startPayment(user, orderId, { savedCardId: choice.savedCardId, withoutCustomer });
  return payment.kind === "over" ? { kind: "order", orderId } : payment;
}

type Shown = Pick<z.infer<typeof checkoutForm>, "shownTotal" | "shownAddress">;

/** A live order that no longer fits the basket is closed at Dojo first; if it turns out paid, it is shown instead. */
async function freezeFittingOrder(userId: string, clickToken: string, { shownTotal, shownAddress }: Shown) {
  const shown = { totalMinor: shownTotal, addressTag: shownAddress };
  const stop = Date.now() + WAIT_MS;
  for (let closings = 0; closings < CLOSINGS && Date.now() < stop; ) {
    try {
      const standing = await findStandingOrder(userId, clickToken, shown);
      if (standing) return standing;
      const frozen = await freezeOrder(userId, clickToken, shown);
      if (frozen.kind === "order") return frozen.orderId;
      if (frozen.kind === "problem") {
        if (frozen.problem === "price-changed") audit("price-mismatch", { userId, shownMinor: shownTotal });
        return frozen;
      }
      closings += 1;
      const ended = await closeOrder(frozen.orderId);
      if (turnedOutPaid(ended)) return { kind: "order" as const, orderId: frozen.orderId };
    } catch (error) {
      if (error instanceof DojoError) {
        const problem = error.kind === "not-found" ? "earlier-payment" : "dojo-unavailable";
        return { kind: "problem" as const, problem } as const;
      }
      if (!isDatabaseBusy(error)) throw error;
      await pause(PAUSE_MS);
    }
  }
  return { kind: "problem" as const, problem: "busy" as const };
}
