"use client";

import { Button } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <div className="stack">
      <PageTitle lead="Something went wrong on our side. If you were paying, your orders page shows whether it went through.">
        This page did not load
      </PageTitle>
      <p className="cluster">
        <Button type="button" onClick={reset}>
          Try again
        </Button>
        <a href="/orders">Your orders</a>
      </p>
      {error.digest && <p className="hint">Error {error.digest}</p>}
    </div>
  );
}
