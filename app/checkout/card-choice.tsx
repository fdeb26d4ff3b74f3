import { CardRadio } from "@/components/cards/card-radio";
import { ChoiceGroup } from "@/components/ui/form-layout";
import { Notice } from "@/components/ui/notice";
import { isUsable, type SavedCard } from "@/lib/cards/card";
import { listSavedCards } from "@/lib/cards/list-saved-cards";
import { sealCardList } from "@/lib/cards/sealed-list";
import { NEW_CARD } from "@/lib/checkout/choose-card";
import { preferredProblems } from "@/lib/messages";

/** Names its form, because without JavaScript a streamed part stays outside of it. */
export async function CardChoice({ userId, form }: { userId: string; form: string }) {
  const list = await listSavedCards(userId);
  if (list.state === "unreachable")
    return (
      <>
        <Notice tone="info" title="Your saved cards cannot be shown">
          Dojo did not answer just now. You can still pay with a new card.
        </Notice>
        <ChoiceGroup legend="Pay with">
          <CardRadio form={form} name="card" value={NEW_CARD} label="Use a new card" defaultChecked />
        </ChoiceGroup>
      </>
    );
  const { cards, preferred } = list;
  const sealed = sealCardList(userId, cards, preferred.adopted ? preferred.card : null);
  return (
    <>
      {preferred.problem && <Notice tone="info">{preferredProblems[preferred.problem]}</Notice>}
      <input form={form} type="hidden" name="sealedCards" value={sealed} />
      <ChoiceGroup legend="Pay with">
        {cards.map((card) => (
          <CardRadio
            key={card.id}
            form={form}
            name="card"
            value={card.id}
            scheme={card.scheme}
            label={card.id === preferred.card?.id ? `${card.label}, preferred` : card.label}
            defaultChecked={card.id === preferred.card?.id}
            disabled={!isUsable(card)}
            note={noteOn(card)}
          />
        ))}
        <CardRadio
          form={form}
          name="card"
          value={NEW_CARD}
          label="Use a new card"
          defaultChecked={preferred.card === null}
        />
      </ChoiceGroup>
    </>
  );
}

function noteOn(card: SavedCard): string | undefined {
  if (card.expired) return "This card has expired.";
  return card.supported ? undefined : "This kind of card is not accepted at the moment.";
}
