"use client";

import { Button, ButtonLink } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";
import { lostWords } from "@/lib/messages/shop";

type Props = { error: Error & { digest?: string }; reset: () => void };

const { title, lead, again, orders } = lostWords.failed;

export default function PageError({ error, reset }: Props) {
  return (
    <div className="stack">
      <title>{title}</title>
      <PageTitle lead={lead}>{title}</PageTitle>
      <p className="cluster">
        <Button type="button" onClick={reset}>
          {again}
        </Button>
        <ButtonLink href="/orders" variant="secondary">
          {orders}
        </ButtonLink>
      </p>
      {error.digest && <p className="hint">{lostWords.reference(error.digest)}</p>}
    </div>
  );
}
