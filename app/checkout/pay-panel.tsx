import { CardChoice } from "@/components/cards/card-choice";
import { PayButton } from "@/components/cards/pay-button";
import { Checkbox } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";
import { isUsable, type SavedCard } from "@/lib/cards/card";
import { type CardList, listSavedCards } from "@/lib/cards/list-saved-cards";
import { splitForCheckout } from "@/lib/cards/order-cards";
import { payableCards, sealCardList } from "@/lib/cards/sealed-list";
import { NEW_CARD } from "@/lib/checkout/choose-card";
import { noteOnCard, payWords, preferredProblems } from "@/lib/messages";

export const PAY_FORM = "pay";

/** Streamed when Dojo has answered. Names its form, because without JavaScript it stays outside of it. */
export async function PayPanel({ userId, total }: { userId: string; total: string }) {
  const list = await listSavedCards(userId);
  const cards = list.state === "listed" ? list.cards : [];
  const preferredId = list.state === "listed" ? list.preferred.card?.id : undefined;
  const { inSight, more } = splitForCheckout(cards);
  const toChoice = (card: SavedCard) => ({
    value: card.id,
    label: card.id === preferredId ? payWords.withPreferred(card.label) : card.label,
    scheme: card.scheme,
    disabled: !isUsable(card),
    expired: card.expired,
    note: noteOnCard(card),
  });
  return (
    <div className="pay-panel stack">
      <Explanation list={list} />
      {list.state === "listed" && (
        <input
          form={PAY_FORM}
          type="hidden"
          name="sealedCards"
          value={sealCardList(userId, payableCards(cards, list.preferred))}
        />
      )}
      <CardChoice
        form={PAY_FORM}
        inSight={inSight.map(toChoice)}
        more={more.map(toChoice)}
        newCard={NEW_CARD}
        chosen={preferredId ?? NEW_CARD}
      />
      {cards.length > 0 && <Checkbox form={PAY_FORM} label={payWords.makePreferred} name="makePreferred" />}
      <PayButton
        form={PAY_FORM}
        label={payWords.pay(total)}
        next={{
          [NEW_CARD]: payWords.nextWithNew(total),
          ...Object.fromEntries(
            cards.filter(isUsable).map((card) => [card.id, payWords.nextWith(total, card.name)]),
          ),
        }}
        chosen={preferredId ?? NEW_CARD}
        nextWithAny={cards.length > 0 ? payWords.nextWithAny(total) : undefined}
        pending={payWords.pending}
      />
    </div>
  );
}

function Explanation({ list }: { list: CardList }) {
  if (list.state === "unreachable")
    return (
      <Notice tone="info" title={payWords.unreachable}>
        {payWords.unreachableReason}
      </Notice>
    );
  const { problem } = list.preferred;
  return problem && <Notice tone="info">{preferredProblems[problem]}</Notice>;
}
