import { maskPan } from "../cards";
import type { PaymentDetails, PaymentEvent } from "../entities";
import type { World } from "../world";
import type { Instrument } from "./instrument";

/** One entry of an intent's history, as the published examples show it; an empty `paymentMethodId` means none. */
export function paymentEvent(
  world: World,
  { card, expiryDate, name, savedCardId }: Instrument,
  eventType: PaymentEvent["eventType"],
  transactionId: string,
  authCode: string,
): PaymentEvent {
  return {
    transactionId,
    transactionDateTime: world.clock.iso(),
    eventType,
    authCode,
    cardNumber: maskPan(card.number),
    expiryDate,
    cardType: card.scheme,
    cardholderName: name,
    paymentMethodId: savedCardId ?? "",
  };
}

/** The payment as the API shows it once a card was accepted. */
export function cardPayment(instrument: Instrument, event: PaymentEvent, message: string): PaymentDetails {
  const { card, name, expiryDate, savedCardId } = instrument;
  return {
    transactionId: event.transactionId,
    transactionDateTime: event.transactionDateTime,
    message,
    ...(savedCardId === undefined ? {} : { paymentMethodId: savedCardId }),
    authCode: event.authCode,
    card: {
      cardNumber: event.cardNumber,
      cardName: name,
      expiryDate,
      cardType: card.scheme,
      cardFundingType: card.funding,
      last4PAN: card.number.slice(-4),
    },
  };
}
