import type { Metadata } from "next";
import { AskRemoval } from "@/app/account/cards/ask-removal";
import { CardActions, MakePreferred } from "@/app/account/cards/card-actions";
import { SavedCardItem } from "@/components/cards/saved-card-item";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { requireUser } from "@/lib/auth/session";
import type { SavedCard } from "@/lib/cards/card";
import { type CardList, listSavedCards } from "@/lib/cards/list-saved-cards";
import {
  cardProblems,
  cardWords,
  messageFor,
  noteOnCard,
  preferredProblems,
  shopWords,
} from "@/lib/messages";

export const metadata: Metadata = { title: cardWords.title, robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CardsPage({ searchParams }: Props) {
  const user = await requireUser("/account/cards");
  const [list, query] = await Promise.all([listSavedCards(user.id), searchParams]);
  const problem = messageFor(cardProblems, query.problem);
  return (
    <>
      <PageTitle lead={cardWords.lead}>{cardWords.title}</PageTitle>
      {problem && (
        <Notice tone="error" role="alert">
          {problem}
        </Notice>
      )}
      {list.state === "unreachable" ? (
        <Unreachable />
      ) : (
        <Cards list={list} userId={user.id} asked={query.remove} />
      )}
    </>
  );
}

function Unreachable() {
  return (
    <Notice tone="error" title={cardWords.unreachable}>
      <p>{cardWords.unreachableReason}</p>
      <p>
        <ButtonLink href="/account/cards" variant="secondary">
          {cardWords.tryAgain}
        </ButtonLink>
      </p>
    </Notice>
  );
}

type Listed = Extract<CardList, { state: "listed" }>;
type CardsProps = { list: Listed; userId: string; asked: string | string[] | undefined };

function Cards({ list: { cards, preferred, suggested }, userId, asked }: CardsProps) {
  const toItem = (card: SavedCard) => {
    const isPreferred = card.id === preferred.card?.id;
    return (
      <SavedCardItem
        key={card.id}
        scheme={card.scheme}
        title={card.name}
        expiry={card.expiry && cardWords[card.expired ? "expired" : "expires"](card.expiry)}
        preferred={isPreferred}
        expired={card.expired}
        note={card.expired ? undefined : noteOnCard(card)}
        actions={
          asked === card.id ? (
            <AskRemoval userId={userId} card={card} preferred={isPreferred} />
          ) : (
            <CardActions card={card} preferred={isPreferred} />
          )
        }
      />
    );
  };
  return (
    <>
      {preferred.problem && <Notice tone="info">{preferredProblems[preferred.problem]}</Notice>}
      {suggested && <Suggestion card={suggested} />}
      {cards.length === 0 ? <NoCards /> : <ul>{cards.map(toItem)}</ul>}
    </>
  );
}

function NoCards() {
  return (
    <EmptyState title={cardWords.none} action={<ButtonLink href="/">{shopWords.toShelf}</ButtonLink>}>
      {cardWords.howToSave}
    </EmptyState>
  );
}

function Suggestion({ card }: { card: SavedCard }) {
  return (
    <Notice tone="info">
      <p>{cardWords.nonePreferred}</p>
      <div className="notice-action">
        <MakePreferred card={card}>{cardWords.makeThisPreferred(card.name)}</MakePreferred>
      </div>
    </Notice>
  );
}
