"use client";

import "./globals.css";
import { ButtonLink } from "@/components/ui/button";
import { PageTitle } from "@/components/ui/page-title";
import { lostWords } from "@/lib/messages/shop";

type Props = { error: Error & { digest?: string } };

const { title, lead, again } = lostWords.closed;

/** Stands in for the layout too, so it is a whole page. Without the settings it does not know the shop's name. */
export default function GlobalError({ error }: Props) {
  return (
    <html lang="en-GB">
      <body>
        <main id="content" className="stack">
          <title>{title}</title>
          <PageTitle lead={lead}>{title}</PageTitle>
          <p>
            <ButtonLink href="/">{again}</ButtonLink>
          </p>
          {error.digest && <p className="hint">{lostWords.reference(error.digest)}</p>}
        </main>
      </body>
    </html>
  );
}
