import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { Button, ButtonLink } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";
import { currentUser } from "@/lib/auth/session";
import { describeResultCode } from "@/lib/checkout/result-code";
import { returnFromDojo } from "@/lib/checkout/return-from-dojo";
import type { Outcome } from "@/lib/checkout/return-outcome";
import { formatMoney } from "@/lib/money";

export const metadata: Metadata = { title: "Your payment", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const POLLS = 10;
const words: Record<Outcome, { title: string; lead: string }> = {
  received: { title: "Payment received", lead: "Thank you. Your order is confirmed." },
  "not-completed": {
    title: "Payment not completed",
    lead: "No money was taken. Your basket is still here, and you can try again with this or another card.",
  },
  cancelled: {
    title: "Payment cancelled",
    lead: "You turned back; no money was taken. Your basket is still here.",
  },
  checking: {
    title: "Checking your payment",
    lead: "We are asking Dojo whether it went through. Please do not pay again meanwhile.",
  },
};

export default async function ReturnPage({ searchParams }: Props) {
  const { order: id, cancelled, poll, ...rest } = await searchParams;
  const hints = Object.keys(rest);
  const [returned, user] = await Promise.all([
    typeof id === "string" ? returnFromDojo(id, cancelled === "1") : null,
    currentUser(),
  ]);
  if (!returned) notFound();
  const { order, outcome } = returned;
  // Dojo's additions to the address are hints at most. Shed, they are out of the history, and the page that
  // follows is drawn after the basket was settled.
  const own = new URLSearchParams({ order: order.id });
  if (cancelled === "1") own.set("cancelled", "1");
  if (hints.length > 0) redirect(`/checkout/return?${own}`);
  const mine = user?.id === order.userId;
  const polled = Math.min(POLLS, Math.max(0, Math.trunc(Number(poll)) || 0));
  own.set("poll", String(polled + 1));
  return (
    <div className="stack">
      {outcome === "checking" && polled < POLLS && (
        <meta httpEquiv="refresh" content={`3;url=/checkout/return?${own}`} />
      )}
      <div role="status">
        <PageTitle lead={words[outcome].lead}>{words[outcome].title}</PageTitle>
      </div>
      {outcome === "checking" && polled >= POLLS && (
        <p>It is taking longer than usual. We will keep checking; your order shows the result.</p>
      )}
      {mine ? <OwnOrder {...order} outcome={outcome} /> : <Stranger />}
    </div>
  );
}

type OwnOrderProps = { number: string; totalMinor: number; resultCode: number | null; outcome: Outcome };

function OwnOrder({ number, totalMinor, resultCode, outcome }: OwnOrderProps) {
  const unpaid = outcome === "cancelled" || outcome === "not-completed";
  return (
    <>
      <p>
        Order number <a href={`/orders/${number}`}>{number}</a>, {formatMoney(totalMinor)}
      </p>
      {resultCode !== null && (
        <p className="hint">
          Dojo’s last word on it: {describeResultCode(resultCode)} (code {resultCode})
        </p>
      )}
      <div className="cluster">
        {unpaid && (
          <form action={`/orders/${number}/pay`} method="post">
            <Button>Continue to secure payment</Button>
          </form>
        )}
        {unpaid && (
          <ButtonLink href="/checkout" variant="secondary">
            Back to checkout
          </ButtonLink>
        )}
        {!unpaid && (
          <ButtonLink href="/" variant="secondary">
            Back to the shop
          </ButtonLink>
        )}
      </div>
    </>
  );
}

function Stranger() {
  return (
    <p>
      <a href="/orders">Sign in to see your order</a>
    </p>
  );
}
