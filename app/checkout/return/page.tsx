import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { OwnOrder } from "@/app/checkout/return/own-order";
import { CheckAgain } from "@/components/checkout/check-again";
import { ButtonLink } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";
import { ReloadWhenRestored } from "@/components/ui/reload-when-restored";
import { signInPath } from "@/lib/auth/callback-url";
import { currentUser } from "@/lib/auth/session";
import { returnFromDojo } from "@/lib/checkout/return-from-dojo";
import { causeOf } from "@/lib/checkout/return-outcome";
import { causeWords, leadWords, outcomeWords, returnWords } from "@/lib/messages";
import { findOrder } from "@/lib/orders/find-order";

export const metadata: Metadata = { title: returnWords.pageTitle, robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Reloads of a browser without scripts, three seconds apart. */
const RELOADS = 10;

export default async function ReturnPage({ searchParams }: Props) {
  const { order: id, cancelled, poll, ...hints } = await searchParams;
  const [returned, user] = await Promise.all([
    typeof id === "string" ? returnFromDojo(id, cancelled === "1") : null,
    currentUser(),
  ]);
  if (!returned) notFound();
  const { order, outcome, settledNow } = returned;
  const here = new URLSearchParams({ order: order.id });
  if (cancelled === "1") here.set("cancelled", "1");
  const path = `/checkout/return?${here}`;
  // Dojo's additions to the address are hints at most: shed, they are out of the history. And a page that settles
  // the order is drawn again, because its header has counted the basket before.
  if (settledNow || Object.keys(hints).length > 0) redirect(path);
  const owner = user?.id === order.userId ? user : null;
  const own = owner && (await findOrder(owner.id, order.number));
  const cause = causeOf(outcome, order);
  const reloads = Math.min(RELOADS, Math.max(0, Math.trunc(Number(poll)) || 0));
  return (
    <div className="stack">
      <ReloadWhenRestored />
      <div role="status">
        <PageTitle lead={leadWords(outcome, order)}>{outcomeWords[outcome].title}</PageTitle>
        {cause && <p>{causeWords[cause]}</p>}
      </div>
      {outcome === "checking" && <Waiting path={path} reloads={reloads} />}
      {owner && own ? (
        <OwnOrder order={own} outcome={outcome} userId={owner.id} path={path} />
      ) : (
        <Stranger path={path} signedIn={user !== null} />
      )}
    </div>
  );
}

function Waiting({ path, reloads }: { path: string; reloads: number }) {
  const longer = (
    <p role="status">
      {returnWords.longer} <a href={path}>{returnWords.checkAgain}</a>
    </p>
  );
  if (reloads >= RELOADS) return longer;
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content={`3;url=${path}&poll=${reloads + 1}`} />
      </noscript>
      <CheckAgain>{longer}</CheckAgain>
    </>
  );
}

function Stranger({ path, signedIn }: { path: string; signedIn: boolean }) {
  if (signedIn) return <p>{returnWords.notYours}</p>;
  return (
    <p>
      <ButtonLink variant="secondary" href={signInPath(path)}>
        {returnWords.signIn}
      </ButtonLink>
    </p>
  );
}
