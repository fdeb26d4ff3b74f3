import type { Metadata } from "next";
import { CardActions } from "@/app/account/cards/card-actions";
import { SavedCardItem } from "@/components/cards/saved-card-item";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { requireUser } from "@/lib/auth/session";
import { type CardList, listSavedCards } from "@/lib/cards/list-saved-cards";
import { cardProblems, messageFor, preferredProblems } from "@/lib/messages";

export const metadata: Metadata = { title: "Your cards", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CardsPage({ searchParams }: Props) {
  const user = await requireUser("/account/cards");
  const [list, query] = await Promise.all([listSavedCards(user.id), searchParams]);
  const problem = messageFor(cardProblems, query.problem);
  return (
    <>
      <PageTitle lead="Kept by Dojo, our payment service. We never see a whole card number.">
        Your cards
      </PageTitle>
      {problem && (
        <Notice tone="error" role="alert">
          {problem}
        </Notice>
      )}
      {list.state === "unreachable" ? <Unreachable /> : <Cards list={list} asked={query.remove} />}
    </>
  );
}

function Unreachable() {
  return (
    <Notice tone="error" title="Your cards cannot be shown just now">
      <p>Dojo did not answer. Your cards are safe with them; nothing was changed.</p>
      <p>
        <a href="/account/cards">Try again</a>
      </p>
    </Notice>
  );
}

type CardsProps = { list: Extract<CardList, { state: "listed" }>; asked: string | string[] | undefined };

function Cards({ list: { cards, preferred }, asked }: CardsProps) {
  if (cards.length === 0)
    return (
      <EmptyState title="No saved cards" action={<ButtonLink href="/">See what we make</ButtonLink>}>
        When you pay, tick “Save card for future use” on Dojo’s page. The card appears here.
      </EmptyState>
    );
  return (
    <>
      {preferred.problem && <Notice tone="info">{preferredProblems[preferred.problem]}</Notice>}
      <ul>
        {cards.map((card) => (
          <SavedCardItem
            key={card.id}
            scheme={card.scheme}
            title={card.name}
            expiry={card.expiry && (card.expired ? `expired ${card.expiry}` : `expires ${card.expiry}`)}
            preferred={card.id === preferred.card?.id}
            expired={card.expired}
            note={card.supported ? undefined : "This kind of card is not accepted at the moment."}
            actions={
              <CardActions
                card={card}
                preferred={card.id === preferred.card?.id}
                confirming={asked === card.id}
              />
            }
          />
        ))}
      </ul>
    </>
  );
}
