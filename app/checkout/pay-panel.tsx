import { CardRadio } from "@/components/cards/card-radio";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ChoiceGroup } from "@/components/ui/form-layout";
import { Notice } from "@/components/ui/notice";
import { isUsable, type SavedCard } from "@/lib/cards/card";
import { type CardList, listSavedCards } from "@/lib/cards/list-saved-cards";
import { payableCards, sealCardList } from "@/lib/cards/sealed-list";
import { NEW_CARD } from "@/lib/checkout/choose-card";
import { preferredProblems } from "@/lib/messages";

export const PAY_FORM = "pay";

/** Streamed when Dojo has answered. Names its form, because without JavaScript it stays outside of it. */
export async function PayPanel({ userId, total }: { userId: string; total: string }) {
  const list = await listSavedCards(userId);
  const cards = list.state === "listed" ? list.cards : [];
  return (
    <div className="stack">
      <Explanation list={list} />
      {list.state === "listed" && (
        <input
          form={PAY_FORM}
          type="hidden"
          name="sealedCards"
          value={sealCardList(userId, payableCards(cards, list.preferred))}
        />
      )}
      <CardChoice cards={cards} preferredId={list.state === "listed" ? list.preferred.card?.id : undefined} />
      {cards.length > 0 && (
        <Checkbox form={PAY_FORM} label="Make this my preferred card" name="makePreferred" />
      )}
      <Button form={PAY_FORM} size="large">
        Pay {total}
      </Button>
      <p className="hint">{whatHappensNext(total, cards.length > 0)}</p>
    </div>
  );
}

function whatHappensNext(total: string, choosing: boolean): string {
  return choosing
    ? `You will pay ${total} with the card chosen above, on Dojo’s secure page. You can change the card there.`
    : `You will pay ${total} on Dojo’s secure page, where you enter your card. You can save it there for next time.`;
}

function Explanation({ list }: { list: CardList }) {
  if (list.state === "unreachable")
    return (
      <Notice tone="info" title="Your saved cards cannot be shown">
        Dojo did not answer just now. You can still pay with a new card.
      </Notice>
    );
  const { problem } = list.preferred;
  return problem && <Notice tone="info">{preferredProblems[problem]}</Notice>;
}

type CardChoiceProps = { cards: readonly SavedCard[]; preferredId: string | undefined };

function CardChoice({ cards, preferredId }: CardChoiceProps) {
  return (
    <ChoiceGroup legend="Pay with">
      {cards.map((card) => (
        <CardRadio
          key={card.id}
          form={PAY_FORM}
          name="card"
          value={card.id}
          scheme={card.scheme}
          label={card.id === preferredId ? `${card.label}, preferred` : card.label}
          defaultChecked={card.id === preferredId}
          disabled={!isUsable(card)}
          note={noteOn(card)}
        />
      ))}
      <CardRadio
        form={PAY_FORM}
        name="card"
        value={NEW_CARD}
        label="Use a new card"
        defaultChecked={preferredId === undefined}
      />
    </ChoiceGroup>
  );
}

function noteOn(card: SavedCard): string | undefined {
  if (card.expired) return "This card has expired.";
  return card.supported ? undefined : "This kind of card is not accepted at the moment.";
}
