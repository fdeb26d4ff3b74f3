import { preferSavedCardAction } from "@/app/account/cards/actions";
import { SavedCardOffer } from "@/components/cards/saved-card-offer";
import { offerSavedCard } from "@/lib/cards/offer-saved-card";

type Props = { userId: string; orderId: string; path: string };

/** Streamed: whether the payment went through is said without waiting for the card list. */
export async function SavedCard({ userId, orderId, path }: Props) {
  const offer = await offerSavedCard(userId, orderId);
  if (!offer) return null;
  return <SavedCardOffer {...offer} action={preferSavedCardAction} callbackUrl={path} />;
}
