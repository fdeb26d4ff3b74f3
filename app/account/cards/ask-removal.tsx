import { removeAction } from "@/app/account/cards/actions";
import { Button, ButtonLink } from "@/components/ui/button";
import { FocusHere } from "@/components/ui/focus-here";
import type { SavedCard } from "@/lib/cards/card";
import { signShownCard } from "@/lib/cards/shown-card";
import { cardWords } from "@/lib/messages";

type AskRemovalProps = { userId: string; card: SavedCard; preferred: boolean };

export function AskRemoval({ userId, card, preferred }: AskRemovalProps) {
  return (
    <FocusHere role="group">
      <div className="stack">
        <p>
          {cardWords.askRemoval(card.name)} {preferred && cardWords.removesPreferred}
        </p>
        <div className="cluster">
          <form action={removeAction}>
            <input type="hidden" name="card" value={card.id} />
            <input type="hidden" name="name" value={card.name} />
            <input type="hidden" name="signature" value={signShownCard(userId, card)} />
            <Button variant="danger">{cardWords.removeThis(card.name)}</Button>
          </form>
          <ButtonLink href="/account/cards" variant="secondary">
            {cardWords.keep}
          </ButtonLink>
        </div>
      </div>
    </FocusHere>
  );
}
