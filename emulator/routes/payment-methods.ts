import { readCustomerSecret } from "../auth";
import type { Call, Handlers } from "../call";
import { savedCardsOf, validSecret } from "../customers";
import type { SavedCard } from "../entities";
import { Refusal } from "../errors";
import type { World } from "../world";

/** A saved card as the API shows it. */
export function presentSavedCard({ id, pan, expiryDate, scheme }: SavedCard) {
  return { id, cardDetails: { pan, expiryDate, scheme } };
}

export function paymentMethodHandlers(world: World): Handlers {
  return {
    Customers_GetPaymentMethods(call) {
      const customerId = authorised(world, call);
      const body = {
        customerId,
        merchantId: world.settings.merchantId,
        savedPaymentMethods: savedCardsOf(world, customerId).map(presentSavedCard),
        supportedPaymentMethods: { cardSchemes: world.settings.cardSchemes },
      };
      return { status: 200, body };
    },

    Customers_DeletePaymentMethod(call) {
      const customerId = authorised(world, call);
      const card = world.store.savedCards.get(call.param("paymentMethodId"));
      if (card?.customerId !== customerId) throw new Refusal(404, "The customer has no such payment method.");
      world.store.savedCards.remove(card.id);
      return { status: 204 };
    },
  };
}

/** The customer of the path, if the secret is theirs: otherwise nothing says whether that customer exists. */
function authorised(world: World, call: Call): string {
  const secret = readCustomerSecret(call.header("authorization"));
  const customerId = call.param("customerId");
  if (validSecret(world, customerId, secret)) return customerId;
  throw new Refusal(401, "The customer secret has expired or belongs to another customer.");
}
