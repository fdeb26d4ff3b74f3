import { makePreferredAction } from "@/app/account/cards/actions";
import { Button } from "@/components/ui/button";
import { isUsable, type SavedCard } from "@/lib/cards/card";
import { cardWords } from "@/lib/messages";

export function CardActions({ card, preferred }: { card: SavedCard; preferred: boolean }) {
  return (
    <>
      {!preferred && isUsable(card) && (
        <MakePreferred card={card} label={cardWords.makeThisPreferred(card.name)}>
          {cardWords.makePreferred}
        </MakePreferred>
      )}
      <form action="/account/cards" method="get">
        <input type="hidden" name="remove" value={card.id} />
        <Button variant="quiet" aria-label={cardWords.removeThis(card.name)}>
          {cardWords.remove}
        </Button>
      </form>
    </>
  );
}

type MakePreferredProps = { card: SavedCard; label?: string; children: string };

export function MakePreferred({ card, label, children }: MakePreferredProps) {
  return (
    <form action={makePreferredAction}>
      <input type="hidden" name="card" value={card.id} />
      <Button variant="secondary" aria-label={label}>
        {children}
      </Button>
    </form>
  );
}
