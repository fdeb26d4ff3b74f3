import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { cardWords } from "@/lib/messages";

type SavedCardOfferProps = {
  card: { id: string; name: string };
  /** Preferred already: said, not asked. */
  preferred: boolean;
  action: (form: FormData) => Promise<void>;
  /** The page to come back to. */
  callbackUrl: string;
};

export function SavedCardOffer({ card, preferred, action, callbackUrl }: SavedCardOfferProps) {
  if (preferred)
    return (
      <Notice tone="info" title={card.name}>
        {cardWords.savedAsPreferred}
      </Notice>
    );
  return (
    <Notice tone="info" title={card.name}>
      <p>{cardWords.offerSaved}</p>
      <form action={action} className="notice-action">
        <input type="hidden" name="card" value={card.id} />
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <Button variant="secondary" aria-label={cardWords.makeThisPreferred(card.name)}>
          {cardWords.makePreferred}
        </Button>
      </form>
    </Notice>
  );
}
