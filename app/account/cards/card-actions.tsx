import { makePreferredAction, removeAction } from "@/app/account/cards/actions";
import { Button, ButtonLink } from "@/components/ui/button";
import { isUsable, type SavedCard } from "@/lib/cards/card";

type Props = { card: SavedCard; preferred: boolean; confirming: boolean };

export function CardActions({ card, preferred, confirming }: Props) {
  if (confirming) return <ConfirmRemoval card={card} />;
  return (
    <>
      {!preferred && isUsable(card) && (
        <form action={makePreferredAction}>
          <input type="hidden" name="card" value={card.id} />
          <Button variant="secondary" aria-label={`Make preferred ${card.name}`}>
            Make preferred
          </Button>
        </form>
      )}
      <form action="/account/cards" method="get">
        <input type="hidden" name="remove" value={card.id} />
        <Button variant="quiet" aria-label={`Remove ${card.name}`}>
          Remove
        </Button>
      </form>
    </>
  );
}

function ConfirmRemoval({ card }: { card: SavedCard }) {
  return (
    <div className="stack">
      <p>Remove {card.name}? Dojo deletes it, and you would have to enter it again to pay with it.</p>
      <div className="cluster">
        <form action={removeAction}>
          <input type="hidden" name="card" value={card.id} />
          <Button variant="danger">Remove {card.name}</Button>
        </form>
        <ButtonLink href="/account/cards" variant="secondary">
          Keep it
        </ButtonLink>
      </div>
    </div>
  );
}
